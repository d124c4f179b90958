package dev.ricordo.quarkus.deployment;

import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.postgres.EmbeddedDatabase;
import io.quarkus.deployment.builditem.Startable;
import io.quarkus.deployment.util.FileUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that starts and ends with dev or test mode. Not thread-safe. */
final class DevDatabase implements Startable {

  private static final Logger LOG = Logger.getLogger(DevDatabase.class);
  private static final int ANY_FREE_PORT = 0;

  /** Held, or its level would be collected with it. What the starter says is for its authors. */
  private static final java.util.logging.Logger STARTER =
      java.util.logging.Logger.getLogger("io.zonky.test.db.postgres");

  /**
   * Where to start it.
   *
   * @param folder of the data, or a new one that is thrown away at the end
   * @param port to listen on; the start fails if it is taken
   * @param preferred port to listen on if it is free, where {@code port} is not given
   */
  record Place(Optional<Path> folder, OptionalInt port, OptionalInt preferred) {

    /** The port to ask for, 0 for any free one. A server left on the folder keeps its own. */
    int choosePort() {
      return port.orElseGet(
          () ->
              preferred.isPresent() && isFree(preferred.getAsInt())
                  ? preferred.getAsInt()
                  : ANY_FREE_PORT);
    }

    private static boolean isFree(int port) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.isBound();
      } catch (IOException e) {
        return false;
      }
    }
  }

  private final Place place;
  private @Nullable EmbeddedDatabase running;
  private @Nullable Path throwAway;

  DevDatabase(Place place) {
    this.place = place;
  }

  @Override
  public void start() {
    STARTER.setLevel(Level.WARNING);
    running =
        place.folder().isPresent() || place.port().isPresent()
            ? EmbeddedDatabase.start(place.folder().orElseGet(this::newFolder), place.choosePort())
            : EmbeddedDatabase.startTemporary();
    LOG.infof(
        "PostgreSQL for Ricordo listens on port %d, data %s",
        running.port(), place.folder().map(f -> "in " + f).orElse("is thrown away"));
  }

  /** A folder for the keys: beside the data that is kept, else one that is thrown away too. */
  Path vault() {
    return beside("vault");
  }

  /** A folder for legal holds, made if it is missing: there is nobody else who would make it. */
  Path holds() {
    Path folder = beside("holds");
    HoldFolder.open(folder).close();
    return folder;
  }

  private Path beside(String name) {
    return place.folder().orElseGet(this::newFolder).resolveSibling(name);
  }

  private Path newFolder() {
    try {
      if (throwAway == null) {
        throwAway = Files.createTempDirectory("ricordo-pg");
      }
      return throwAway.resolve("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EmbeddedDatabase running() {
    if (running == null) {
      throw new IllegalStateException("ricordo.devservices: the database is not running");
    }
    return running;
  }

  @Override
  public String getConnectionInfo() {
    return running().jdbcUrl();
  }

  /** There is no container. */
  @Override
  public @Nullable String getContainerId() {
    return null;
  }

  @Override
  public void close() throws IOException {
    if (running != null) {
      running.close();
      running = null;
    }
    if (throwAway != null) {
      FileUtil.deleteDirectory(throwAway);
      throwAway = null;
    }
  }
}
