package dev.ricordo.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.LocalWitness;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that a witness on loopback cosigns. */
class WitnessedLedgerTest {

  private static final byte[] ENTRY = "an entry".getBytes(UTF_8);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final LocalWitness witness = LocalWitness.start();

  @SuppressWarnings("NullAway.Init") // before each test
  private NoteVerifier key;

  @BeforeEach
  void makeTheLedger() {
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")))) {
      key = ledger.key();
    }
    witness.knows(key);
  }

  @AfterEach
  void stop() {
    witness.close();
  }

  private LedgerPlace place() {
    return LedgerPlace.in(folder.resolve("ledger"))
        .cosignedBy(List.of(new Witness(witness.prefix(), witness.key())));
  }

  private Trust asking() {
    return new Trust(key.name(), List.of(key), List.of(witness.key()), 1);
  }

  private LogProof.Verdict append() {
    try (EvidenceLedger ledger = EvidenceLedger.open(place())) {
      return ledger.append(ENTRY).check(ENTRY, asking());
    }
  }

  @Test
  void proof_isCosignedBeforeItIsGivenOut() {
    assertThat(append()).isInstanceOf(LogProof.Verdict.Included.class);
    assertThat(append()).isInstanceOf(LogProof.Verdict.Included.class);
    assertThat(CheckpointFile.read(place().checkpoints()))
        .as("the copy outside is cosigned too")
        .filteredOn(seen -> seen.checkpoint().size() > 0)
        .hasSize(2)
        .allMatch(seen -> asking().check(seen) instanceof Trust.Verdict.Trusted);
  }

  @Test
  void openingAnew_addsNoSecondCosignature() {
    append();
    EvidenceLedger.open(place()).close();

    assertThat(CheckpointFile.read(place().checkpoints()).get(1).signatures()).hasSize(2);
  }

  @Test
  void witnessThatIsAway_stopsNothing_andTheNextEntryIsCosignedAgain() {
    witness.answersWith(exchange -> exchange.sendResponseHeaders(503, -1));
    try (EvidenceLedger ledger = EvidenceLedger.open(place())) {
      LogProof alone = ledger.append(ENTRY);

      assertThat(alone.check(ENTRY, Trust.of(key))).isInstanceOf(LogProof.Verdict.Included.class);
      assertThat(alone.check(ENTRY, asking())).isInstanceOf(LogProof.Verdict.NotTrusted.class);
      assertThat(ledger.notCosigned())
          .containsExactly(
              "witness "
                  + witness.key().name()
                  + " did not cosign: the witness did not sign (status 503)");
      witness.answers();
      assertThat(ledger.append(ENTRY).check(ENTRY, asking()))
          .isInstanceOf(LogProof.Verdict.Included.class);
      assertThat(ledger.notCosigned()).isEmpty();
    }
  }

  @Test
  void whatAWitnessMissed_isCosignedWhenTheLedgerIsOpenedAgain() {
    witness.answersWith(exchange -> exchange.sendResponseHeaders(503, -1));
    append();
    witness.answers();

    EvidenceLedger.open(place()).close();

    List<?> last = CheckpointFile.read(place().checkpoints()).get(2).signatures();
    assertThat(last).hasSize(2);
  }

  @Test
  void ledgerThatWentBackWithItsCheckpoints_isFoundByTheWitness() throws IOException {
    append();
    backUp();
    append();
    bringBack();

    assertThatThrownBy(() -> EvidenceLedger.open(place()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("has seen 2 entries, and here are 1: the ledger went back");
    witness.close();
    try (EvidenceLedger alone = EvidenceLedger.open(place())) {
      assertThat(alone.notCosigned()).hasSize(1);
    }
    AuditorReport.found(
        "Is a ledger found by a witness that went back together with its checkpoints?",
        "yes, before anything is written; without the witness it is not");
  }

  @Test
  void ledgerThatWentBackToItsBeginning_isFoundBeforeAnythingIsWritten() throws IOException {
    EvidenceLedger.open(place()).close();
    backUp();
    append();
    bringBack();

    assertThatThrownBy(() -> EvidenceLedger.open(place()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("has seen 1 entries, and here are 0: the ledger went back");
  }

  @Test
  void otherLedgerOfTheSameLength_isFoundByTheWitness() throws IOException {
    EvidenceLedger.open(place()).close();
    backUp();
    append();
    bringBack();
    witness.answersWith(exchange -> exchange.sendResponseHeaders(503, -1));
    try (EvidenceLedger ledger = EvidenceLedger.open(place())) {
      ledger.append("another".getBytes(UTF_8));
    }
    witness.answers();

    assertThatThrownBy(() -> EvidenceLedger.open(place()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("the ledger does not continue what witness");
  }

  private Path before() {
    return folder.resolve("before");
  }

  private void backUp() throws IOException {
    copy(folder.resolve("ledger"), before().resolve("ledger"));
    Files.copy(place().checkpoints(), before().resolve("ledger.checkpoints"));
  }

  private void bringBack() throws IOException {
    delete(folder.resolve("ledger"));
    copy(before().resolve("ledger"), folder.resolve("ledger"));
    Files.delete(place().checkpoints());
    Files.copy(before().resolve("ledger.checkpoints"), place().checkpoints());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  @Test
  void urlOfAWitness_isHostAndPathAlone() {
    for (String wrong : List.of("ftp://w", "w", "http://u@w", "http://w?a=b", "http://w/")) {
      assertThatThrownBy(() -> new Witness(URI.create(wrong), witness.key()))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("witness: ");
    }
    assertThatThrownBy(() -> new Witness(URI.create("http://w"), key))
        .hasMessageContaining("is not of kind WITNESS");
  }
}
