package dev.ricordo.postgres;

import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;

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

  static KeyVault vault() {
    return VAULT;
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("ricordo-test-vault");
      FileUtils.forceDeleteOnExit(folder.toFile());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String freshTenant() {
    return "tenant " + TENANTS.incrementAndGet();
  }
}
