package dev.ricordo.postgres;

import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL and one vault for all tests of this module; each test takes its own tenant. */
final class TestDatabase {

  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.startTemporary();
  private static final AgroalDataSource POOL = Pools.of(SERVER);
  private static final KeyVault VAULT = FileKeyVault.open(temporaryFolder());
  private static final AtomicInteger TENANTS = new AtomicInteger();

  static {
    Migrations.migrate(POOL);
  }

  private TestDatabase() {}

  static AgroalDataSource pool() {
    return POOL;
  }

  static int port() {
    return SERVER.port();
  }

  static KeyVault vault() {
    return VAULT;
  }

  /** Where the build's other files are: the system's folder for them is nobody's to clear. */
  private static Path temporaryFolder() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      return Files.createTempDirectory(target, "vault");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String freshTenant() {
    return "tenant " + TENANTS.incrementAndGet();
  }

  /** Until so many transactions wait for others' locks, or the last one does not wait. */
  static void awaitWaiting(Connection connection, int transactions, Future<?> last)
      throws SQLException {
    try (PreparedStatement waiting =
        connection.prepareStatement("select count(distinct pid) from pg_locks where not granted")) {
      int found = 0;
      while (found < transactions && !last.isDone()) {
        try (ResultSet count = waiting.executeQuery()) {
          count.next();
          found = count.getInt(1);
        }
      }
    }
  }
}
