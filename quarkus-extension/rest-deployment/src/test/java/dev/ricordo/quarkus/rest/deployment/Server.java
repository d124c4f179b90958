package dev.ricordo.quarkus.rest.deployment;

import dev.ricordo.postgres.EmbeddedDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The database of an application that stops and starts it. It lives in the application, whose class
 * loader is that of the test.
 */
@Singleton
class Server {

  static final String PORT = "server.port";

  private final int port;
  private final Path folder;
  private @Nullable EmbeddedDatabase running;

  @Inject
  Server(@ConfigProperty(name = PORT) int port) throws IOException {
    this.port = port;
    folder = newFolder("outage").resolve("pg");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Path newVault() {
    try {
      return newFolder("outage-vault");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where the build's other files are: the system's folder for them is nobody's to clear. */
  private static Path newFolder(String name) throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    return Files.createTempDirectory(target, name);
  }

  void startFirst(@Observes @Priority(1) StartupEvent event) {
    start();
  }

  void start() {
    running = EmbeddedDatabase.start(folder, port);
  }

  @PreDestroy
  void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
