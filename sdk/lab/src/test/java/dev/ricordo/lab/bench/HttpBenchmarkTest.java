package dev.ricordo.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpBenchmarkTest {

  private static final List<ItemId> ITEMS =
      IntStream.range(0, 200).mapToObj(i -> ItemId.of("thing-" + i)).toList();

  private final Map<String, List<JsonNode>> bodies = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private volatile int status = 200;

  @SuppressWarnings("NullAway.Init") // set before each
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    String path = exchange.getRequestURI().getPath();
    bodies.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>()).add(body);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void everyRequestThatIsDue_isSentAndCounted() {
    HttpReport report = run(options(60, 40, 3));

    HttpReport.Result observe = report.results().get(0);
    HttpReport.Result recommend = report.results().get(1);
    assertThat(observe.requests() + notSent(observe)).isEqualTo(20);
    assertThat(recommend.requests() + notSent(recommend)).isEqualTo(40);
    assertThat(bodies.get("/api/events"))
        .hasSize((int) observe.requests())
        .allMatch(body -> body.size() == 3);
    assertThat(bodies.get("/api/recommendations"))
        .hasSize((int) recommend.requests())
        .allMatch(body -> body.get("slot").asText().equals("home"));
    assertThat(report.toLines()).hasSize(4);
  }

  @Test
  void events_haveIdsOfTheirOwn_andItemsOfTheCatalogue() {
    run(options(50, 0, 1));

    List<JsonNode> events = bodies.getOrDefault("/api/events", List.of());
    assertThat(events).isNotEmpty();
    Set<String> ids = new HashSet<>();
    for (JsonNode event : events) {
      ids.add(event.get("id").asText());
      assertThat(ITEMS).contains(ItemId.of(event.get("item").asText()));
      assertThat(event.get("kind").asText()).isIn("view", "cart", "purchase");
    }
    assertThat(ids).hasSameSizeAs(events);
  }

  @Test
  void refusals_areCountedByStatus_andAreNoAnswers() {
    status = 503;
    HttpReport.Result result = run(options(0, 30, 1)).results().get(0);

    assertThat(result.requests()).isZero();
    assertThat(result.errors().getOrDefault("503", 0L) + notSent(result)).isEqualTo(30);
  }

  @Test
  void serverThatIsAway_isAnError() {
    stop();
    HttpReport.Result result = run(options(0, 30, 1)).results().get(0);

    assertThat(result.requests()).isZero();
    assertThat(result.errors()).containsKey("failed");
  }

  @Test
  void valuesOutOfRange_areRefused_namingThem() {
    assertThatThrownBy(() -> options(0, 0, 1)).hasMessageContaining("one must be above 0");
    assertThatThrownBy(() -> options(-1, 5, 1)).hasMessageContaining("observe-rate");
    assertThatThrownBy(() -> options(1, 1, 0)).hasMessageContaining("batch");
  }

  @Test
  void serverThatIsNotReachedByPlainHttp_isRefused() {
    for (String url : List.of("https://127.0.0.1:1", "http:///", "http://127.0.0.1:1/shop")) {
      assertThatThrownBy(() -> options(URI.create(url), 1, 1, 1))
          .hasMessage("url: must be http://HOST:PORT, is " + url);
    }
  }

  /** On a machine that stood still for a while. */
  private static long notSent(HttpReport.Result result) {
    return result.errors().getOrDefault("not sent", 0L);
  }

  private HttpReport run(HttpOptions options) {
    return HttpBenchmark.run(options, ITEMS, Progress.silent());
  }

  /** For one second. */
  private HttpOptions options(double observeRate, double recommendRate, int batch) {
    int port = server.getAddress().getPort();
    return options(URI.create("http://127.0.0.1:" + port), observeRate, recommendRate, batch);
  }

  private static HttpOptions options(URI url, double observeRate, double recommendRate, int batch) {
    return new HttpOptions(
        url, observeRate, recommendRate, 4, Duration.ZERO, Duration.ofSeconds(1), batch, 50, 1);
  }
}
