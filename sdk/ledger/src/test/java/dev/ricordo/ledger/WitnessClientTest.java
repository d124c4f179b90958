package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ricordo.ledger.WitnessClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a witness on loopback that does what the specification asks of one. */
class WitnessClientTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final Trust trust =
      new Trust(
          "shop.example/ledger",
          List.of(Samples.LOG.verifier()),
          List.of(Samples.WITNESS.verifier()),
          1);
  private final MemoryTiles tiles = new MemoryTiles();
  private final List<String> requests = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Checkpoint last = new Checkpoint("shop.example/ledger", 0, Hash.ofEmptyTree());
  private final HttpServer server = start();
  private Answering answering = this::witness;

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() {
    Ledger.create(new TiledStore(tiles), Samples.LOG).close();
    server.setExecutor(threads);
    server.createContext(
        "/w/add-checkpoint",
        exchange -> {
          answering.answer(exchange);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private WitnessClient client(Duration timeout) {
    URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
    return new WitnessClient(prefix, Samples.WITNESS.verifier(), timeout);
  }

  private Ledger open() {
    return Ledger.open(new TiledStore(tiles), Samples.LOG, trust, List.of());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void witness(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(body);
    List<String> head = List.of(body.substring(0, body.indexOf("\n\n")).split("\n"));
    long oldSize = Long.parseLong(head.get(0).substring("old ".length()));
    List<Hash> path = head.stream().skip(1).map(line -> Hash.parse(line, "hash")).toList();
    SignedCheckpoint asked =
        SignedCheckpoint.parse(body.substring(body.indexOf("\n\n") + 2).getBytes(UTF_8));
    Checkpoint next = asked.checkpoint();
    if (!(Samples.TRUST.check(asked) instanceof Trust.Verdict.Trusted)) {
      send(exchange, 403, "");
    } else if (oldSize != last.size()) {
      exchange.getResponseHeaders().add("Content-Type", "text/x.tlog.size");
      send(exchange, 409, last.size() + "\n");
    } else if (!new ConsistencyProof(oldSize, next.size(), path).holds(last.root(), next.root())) {
      send(exchange, 422, "");
    } else {
      last = next;
      String unknown = Samples.LOG.sign("another key\n").line();
      send(exchange, 200, unknown + Samples.WITNESS.cosign(next, NOW).line());
    }
  }

  @Test
  void checkpointThatContinues_isCosignedAndPublished() {
    try (Ledger ledger = open()) {
      for (int size = 0; size < 300; size += 60) {
        ledger.append(Samples.entries(size, size + 60));
        Answer answer = client(TIMEOUT).cosign(ledger.view(), size);
        assertThat(answer).isInstanceOf(Answer.Cosigned.class);
        assertThat(((Answer.Cosigned) answer).at()).isEqualTo(NOW);
        assertThat(ledger.publish(((Answer.Cosigned) answer).checkpoint())).isTrue();
      }
      assertThat(ledger.view().prove(7).check(Samples.entry(7), trust))
          .isInstanceOf(LogProof.Verdict.Included.class);
    }
    assertThat(requests).hasSize(5);
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
    assertThat(requests).hasSize(3);
    assertThat(requests.get(2)).startsWith("old 10\n");
  }

  @Test
  void logThatWentBack_isTold() {
    last = new Checkpoint("shop.example/ledger", 99, Hash.ofEntry(new byte[0]));
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 5)).isEqualTo(new Answer.Ahead(99));
    }
  }

  @Test
  void forkedLog_isNotCosigned() {
    last = new Checkpoint("shop.example/ledger", 5, Hash.ofEntry(new byte[0]));
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(0, 10));

      assertThat(client(TIMEOUT).cosign(ledger.view(), 5))
          .isEqualTo(new Answer.Refused(422, "the witness did not sign"));
    }
  }

  @Test
  void answersThatAreNoCosignature_areRefused() {
    try (Ledger ledger = open()) {
      LedgerView view = ledger.view();
      String wrong = Samples.WITNESS.cosign(last, NOW).line().replace("AAAA", "AAAB");
      for (String nonsense : List.of("", "hello", wrong, wrong.strip())) {
        answering = exchange -> send(exchange, 200, nonsense);
        assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      }
      answering = exchange -> send(exchange, 409, "many\n");
      assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      answering = exchange -> send(exchange, 409, "0\n");
      assertThat(client(TIMEOUT).cosign(view, 0)).isInstanceOf(Answer.Refused.class);
      answering = exchange -> send(exchange, 500, "");
      assertThat(client(TIMEOUT).cosign(view, 0))
          .isEqualTo(new Answer.Refused(500, "the witness did not sign"));
    }
  }

  @Test
  void witnessThatIsSilentTalksWithoutEndOrIsGone_isUnreachable() {
    try (Ledger ledger = open()) {
      answering = exchange -> send(exchange, 200, "x".repeat(70_000));
      assertThat(client(TIMEOUT).cosign(ledger.view(), 0)).isInstanceOf(Answer.Unreachable.class);
      answering = exchange -> awaitEnd();
      assertThat(client(Duration.ofMillis(200)).cosign(ledger.view(), 0))
          .isInstanceOf(Answer.Unreachable.class);
      WitnessClient client = client(TIMEOUT);
      server.stop(0);
      assertThat(client.cosign(ledger.view(), 0)).isInstanceOf(Answer.Unreachable.class);
    }
  }

  private void awaitEnd() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keyOfALog_isNoWitness() {
    assertThatThrownBy(
            () -> new WitnessClient(URI.create("http://w"), Samples.LOG.verifier(), TIMEOUT))
        .hasMessageContaining("is not of kind WITNESS");
  }
}
