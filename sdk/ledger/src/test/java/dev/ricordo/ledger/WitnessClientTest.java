package dev.ricordo.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.WitnessClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a witness on loopback that does what the specification asks of one. */
class WitnessClientTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Trust trust =
      new Trust(
          "shop.example/ledger",
          List.of(Samples.LOG.verifier()),
          List.of(Samples.WITNESS.verifier()),
          1);
  private final MemoryTiles tiles = new MemoryTiles();
  private final LocalWitness witness = LocalWitness.start().knows(Samples.LOG.verifier());

  @BeforeEach
  void begin() {
    Ledger.create(new TiledStore(tiles), Samples.LOG).close();
  }

  @AfterEach
  void stop() {
    witness.close();
  }

  private WitnessClient client(Duration timeout) {
    return new WitnessClient(witness.prefix(), witness.key(), timeout);
  }

  private Ledger open() {
    return Ledger.open(new TiledStore(tiles), Samples.LOG, trust, List.of());
  }

  @Test
  void checkpointThatContinues_isCosignedAndPublished() {
    try (Ledger ledger = open()) {
      for (int size = 0; size < 300; size += 60) {
        ledger.append(Samples.entries(size, size + 60));
        Answer answer = client(TIMEOUT).cosign(ledger.view(), size);
        assertThat(answer).isInstanceOf(Answer.Cosigned.class);
        assertThat(((Answer.Cosigned) answer).at()).isEqualTo(LocalWitness.NOW);
        assertThat(ledger.publish(((Answer.Cosigned) answer).checkpoint())).isTrue();
      }
      assertThat(ledger.view().prove(7).check(Samples.entry(7), trust))
          .isInstanceOf(LogProof.Verdict.Included.class);
    }
    assertThat(witness.requests()).hasSize(5);
    assertThat(Audit.of(tiles, trust, List.of()).findings()).isEmpty();
  }

  @Test
  void witnessThatRemembersAnotherSize_isAskedAgainFromThere() {
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));
      client(TIMEOUT).cosign(ledger.view(), 0);
      ledger.append(Samples.entries(10, 30));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 0)).isInstanceOf(Answer.Cosigned.class);
    }
    assertThat(witness.requests()).hasSize(3);
    assertThat(witness.requests().get(2)).startsWith("old 10\n");
  }

  @Test
  void logThatWentBack_isTold() {
    witness.remembers(new Checkpoint("shop.example/ledger", 99, Hash.ofEntry(new byte[0])));
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 5)).isEqualTo(new Answer.Ahead(99));
    }
  }

  @Test
  void forkedLog_isNotCosigned() {
    witness.remembers(new Checkpoint("shop.example/ledger", 5, Hash.ofEntry(new byte[0])));
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 5)).isEqualTo(new Answer.Forked());
      assertThat(client(TIMEOUT).cosign(ledger.view(), 0)).isEqualTo(new Answer.Forked());
    }
  }

  @Test
  void otherLogOfTheSameLength_isForked_howeverMuchTheWitnessIsThoughtToHaveSeen() {
    witness.remembers(new Checkpoint("shop.example/ledger", 10, Hash.ofEntry(new byte[0])));
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));

      for (long thought : new long[] {0, 5, 10}) {
        assertThat(client(TIMEOUT).cosign(ledger.view(), thought)).isEqualTo(new Answer.Forked());
      }
      client(TIMEOUT).cosign(ledger.view(), 10);
    }
    assertThat(witness.requests()).as("asked once where nothing new is to be said").hasSize(6);
  }

  @Test
  void witnessThatMovesWhileItIsAsked_isAskedAgainAnotherTime() {
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));
      AtomicLong seen = new AtomicLong(2);
      witness.answersWith(
          exchange -> LocalWitness.sendSize(exchange, seen.getAndIncrement() + "\n"));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 0))
          .isEqualTo(new Answer.Refused(409, "the witness did not sign"));
      seen.set(9);
      assertThat(client(TIMEOUT).cosign(ledger.view(), 0))
          .as("another writer of the same log was first")
          .isEqualTo(new Answer.Refused(409, "the witness did not sign"));
      seen.set(10);
      assertThat(client(TIMEOUT).cosign(ledger.view(), 0)).isEqualTo(new Answer.Ahead(11));
    }
  }

  @Test
  void answersThatAreNoCosignature_areRefused() {
    try (Ledger ledger = open()) {
      LedgerView view = ledger.view();
      Checkpoint empty = new Checkpoint("shop.example/ledger", 0, Hash.ofEmptyTree());
      String wrong = Samples.WITNESS.cosign(empty, LocalWitness.NOW).line().replace("AAAA", "AAAB");
      for (String nonsense : List.of("", "hello", wrong, wrong.strip())) {
        witness.answersWith(exchange -> LocalWitness.send(exchange, 200, nonsense));
        assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      }
      witness.answersWith(exchange -> LocalWitness.sendSize(exchange, "many\n"));
      assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      witness.answersWith(exchange -> LocalWitness.sendSize(exchange, "0\n"));
      assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      witness.answersWith(exchange -> LocalWitness.send(exchange, 500, ""));
      assertThat(client(TIMEOUT).cosign(view, 0))
          .isEqualTo(new Answer.Refused(500, "the witness did not sign"));
    }
  }

  @Test
  void witnessThatIsSilentTalksWithoutEndOrIsGone_isUnreachable() {
    try (Ledger ledger = open()) {
      witness.answersWith(exchange -> LocalWitness.send(exchange, 200, "x".repeat(70_000)));
      assertThat(client(TIMEOUT).cosign(ledger.view(), 0)).isInstanceOf(Answer.Unreachable.class);
      witness.isSilent();
      assertThat(client(Duration.ofMillis(200)).cosign(ledger.view(), 0))
          .isInstanceOf(Answer.Unreachable.class);
      WitnessClient client = client(TIMEOUT);
      witness.close();
      assertThat(client.cosign(ledger.view(), 0)).isInstanceOf(Answer.Unreachable.class);
    }
  }

  @Test
  void keyOfALog_isNoWitness() {
    assertThatThrownBy(
            () -> new WitnessClient(URI.create("http://w"), Samples.LOG.verifier(), TIMEOUT))
        .hasMessageContaining("is not of kind WITNESS");
  }
}
