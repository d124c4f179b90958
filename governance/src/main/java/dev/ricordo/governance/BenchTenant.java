package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A store to be measured: a tenant of its own, whose rows and keys are removed when it is closed.
 * Beside it there is a name for rows that a reference path writes. Not thread-safe; the store is.
 */
final class BenchTenant implements AutoCloseable {

  private static final List<String> TABLES =
      List.of("event", "delivery", "snapshot", "erased", "tombstone", "subject", "tenant");

  private final DataSource database;
  private final String name = "bench " + UUID.randomUUID();
  private final Path keys;
  private final FileKeyVault vault;
  private final PostgresStore store;

  /**
   * @param database whose schema is up to date
   */
  BenchTenant(DataSource database) {
    this.database = database;
    keys = temporaryFolder();
    vault = FileKeyVault.open(keys.resolve("vault"));
    store = PostgresStore.open(database, vault, name);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ricordo-bench");
    } catch (IOException e) {
      throw new RicordoException("bench: no temporary folder can be made", e);
    }
  }

  PostgresStore store() {
    return store;
  }

  /** Whose rows the reference path writes. */
  String reference() {
    return name + ", reference";
  }

  /** Gives the planner the statistics that a database in use has. */
  void analyze() throws SQLException {
    for (String table : TABLES) {
      execute("analyze ricordo." + table);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    store.close();
    vault.close();
    remove(name);
    remove(reference());
    remove(keys);
  }

  private void remove(String tenant) {
    try {
      for (String table : TABLES) {
        String column = table.equals("tenant") ? "name" : "tenant";
        execute("delete from ricordo." + table + " where " + column + " = '" + tenant + "'");
      }
    } catch (SQLException e) {
      throw new RicordoException(
          "bench: the rows of tenant \""
              + tenant
              + "\" were not removed, SQLSTATE "
              + e.getSQLState());
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new RicordoException("bench: " + folder + " cannot be removed", e);
    }
  }
}
