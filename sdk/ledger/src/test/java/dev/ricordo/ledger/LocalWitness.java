package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A witness on loopback that does what {@code c2sp.org/tlog-witness} asks of one, of the logs that
 * it knows, and remembers what it signed until it is closed. Thread-safe.
 */
public final class LocalWitness implements AutoCloseable {

  /** When it says that it signs. */
  public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  /** Answers a question, instead of the witness. */
  public interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final Cosigner key;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, NoteVerifier> logs = new ConcurrentHashMap<>();
  private final Map<String, Checkpoint> last = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Answering answering = this::add;

  private LocalWitness(Cosigner key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  public static LocalWitness start() {
    try {
      LocalWitness witness =
          new LocalWitness(
              Samples.WITNESS,
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      witness.serve();
      return witness;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void serve() {
    server.setExecutor(threads);
    server.createContext(
        "/w/add-checkpoint",
        exchange -> {
          answering.answer(exchange);
          exchange.close();
        });
    server.start();
  }

  /** Where to ask it. */
  public URI prefix() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
  }

  public NoteVerifier key() {
    return key.verifier();
  }

  /** What it was asked, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** It cosigns checkpoints of this log from now on. */
  public LocalWitness knows(NoteVerifier log) {
    logs.put(log.name(), log);
    return this;
  }

  /** As if it had signed this. */
  public synchronized void remembers(Checkpoint checkpoint) {
    last.put(checkpoint.origin(), checkpoint);
  }

  /** From now on all questions are answered so. */
  public void answersWith(Answering other) {
    answering = other;
  }

  /** From now on it answers as a witness does. */
  public void answers() {
    answering = this::add;
  }

  /** Answers nothing before the end. */
  public void isSilent() {
    answering = exchange -> awaitEnd();
  }

  private void awaitEnd() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(body);
    List<String> head = List.of(body.substring(0, body.indexOf("\n\n")).split("\n"));
    long oldSize = Long.parseLong(head.get(0).substring("old ".length()));
    List<Hash> path = head.stream().skip(1).map(line -> Hash.parse(line, "hash")).toList();
    SignedCheckpoint asked =
        SignedCheckpoint.parse(body.substring(body.indexOf("\n\n") + 2).getBytes(UTF_8));
    Checkpoint next = asked.checkpoint();
    NoteVerifier log = logs.get(next.origin());
    Checkpoint seen =
        last.getOrDefault(next.origin(), new Checkpoint(next.origin(), 0, Hash.ofEmptyTree()));
    if (log == null) {
      send(exchange, 404, "");
    } else if (!(Trust.of(log).check(asked) instanceof Trust.Verdict.Trusted)) {
      send(exchange, 403, "");
    } else if (oldSize != seen.size()) {
      sendSize(exchange, seen.size() + "\n");
    } else if (next.size() == seen.size() && !next.root().equals(seen.root())) {
      send(exchange, 409, "another root");
    } else if (!new ConsistencyProof(oldSize, next.size(), path).holds(seen.root(), next.root())) {
      send(exchange, 422, "");
    } else {
      last.put(next.origin(), next);
      String unknown = Samples.LOG.sign("another key\n").line();
      send(exchange, 200, unknown + key.cosign(next, NOW).line());
    }
  }

  /** What it has seen, where it is asked from another size. */
  static void sendSize(HttpExchange exchange, String size) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/x.tlog.size");
    send(exchange, 409, size);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Nobody answers any more. */
  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
