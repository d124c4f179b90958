package dev.ricordo.shop;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.CompletableFuture;

/**
 * Says where the shop is when it opens.
 *
 * <p>In dev mode the shop is a child of the build tool, and closes when its parent ends, however
 * abruptly: nothing is left behind that holds the port.
 */
@ApplicationScoped
class Doorbell {

  private CompletableFuture<?> parentEnds = new CompletableFuture<>();

  void open(@ObservesAsync HttpServerStart server) {
    String address = "http://" + server.options().getHost() + ":" + server.options().getPort();
    LaunchMode mode = LaunchMode.current();
    if (mode == LaunchMode.TEST) {
      return;
    }
    System.out.printf("%n  Lumaca is open:  %s%n", address);
    if (mode == LaunchMode.DEVELOPMENT) {
      System.out.printf("  Sign in as alice or bob. Ctrl+C closes the shop.%n");
      closeWithParent();
    }
    System.out.println();
  }

  private void closeWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parentEnds = parent.onExit().thenRun(() -> System.exit(0)));
  }

  void close(@Observes ShutdownEvent end) {
    parentEnds.cancel(false);
  }
}
