package dev.ricordo.quarkus.it;

import dev.ricordo.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The packaged shop, running. */
record ShopProcess(Process process, int port) implements AutoCloseable {

  /** What {@code package} made. */
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Starts it and returns when it is ready. */
  static ShopProcess start(EmbeddedDatabase database, Path vault)
      throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                "-Dquarkus.datasource.username=" + database.user(),
                "-Dquarkus.datasource.password=" + database.password(),
                "-Dricordo.base=" + TestBase.write(),
                "-Dricordo.vault.folder=" + vault,
                "-jar",
                JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "shop-process.log").toFile())
            .start();
    ShopProcess shop = new ShopProcess(process, port);
    shop.awaitReady();
    return shop;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("the shop does not start, see target/shop-process.log");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean isReady() throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
    try {
      return HttpClient.newHttpClient()
              .send(question, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it like a failing machine would: without a chance to write anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Ends it like an operator would. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }
}
