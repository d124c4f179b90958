package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A tenant to measure with: rows of its own in the tables that everybody uses, keys in a folder
 * that is thrown away. Closing it removes both. Not thread-safe; what it gives out is.
 */
final class BenchTenant implements AutoCloseable {

  private static final List<String> TABLES =
      List.of("event", "delivery", "snapshot", "erased", "tombstone", "subject", "epoch", "tenant");

  private final DataSource database;
  private final String name = "bench " + UUID.randomUUID();
  private final Path folder;
  private final FileKeyVault vault;
  private final PostgresStore store;

  /**
   * @param database whose schema is up to date
   */
  BenchTenant(DataSource database) {
    this.database = database;
    folder = temporaryFolder();
    vault = FileKeyVault.open(folder.resolve("vault"));
    try {
      store = PostgresStore.open(database, vault, name);
    } catch (RuntimeException e) {
      vault.close();
      remove(folder);
      throw e;
    }
  }

  PostgresStore store() {
    return store;
  }

  /** The same rows as another process has them. Close it before this. */
  PostgresStore openAgain() {
    return PostgresStore.openExisting(database, vault, name);
  }

  /** Whose rows the store writes. */
  String name() {
    return name;
  }

  /** Whose rows a reference path writes. */
  String reference() {
    return name + ", reference";
  }

  /** Gives the tables the statistics that a database in use has. */
  void analyze() {
    TABLES.forEach(table -> execute("vacuum analyze ricordo." + table));
  }

  /** A folder that is thrown away. */
  Path folder() {
    return folder;
  }

  /** The subjects whose keys were destroyed so far. */
  Set<UUID> keysDestroyed() {
    Set<UUID> subjects = new HashSet<>();
    vault.forEachDestroyed(name, (subject, time) -> subjects.add(subject));
    return subjects;
  }

  /** Bytes of the files in the folder: the vault's. */
  long vaultBytes() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new RicordoException("bench: " + folder + " cannot be read", e);
    }
  }

  /**
   * A number from the database.
   *
   * @param sql selects one
   */
  long number(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private RicordoException failed(SQLException e) {
    return new RicordoException(
        "bench: the database failed, SQLSTATE " + e.getSQLState() + ", tenant \"" + name + "\"");
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ricordo-bench");
    } catch (IOException e) {
      throw new RicordoException("bench: no temporary folder can be made", e);
    }
  }

  @Override
  public void close() {
    store.close();
    vault.close();
    try {
      removeRows(name);
      removeRows(reference());
    } finally {
      remove(folder);
    }
  }

  /** Removes whatever a tenant has. */
  private void removeRows(String tenant) {
    for (String table : TABLES) {
      String column = table.equals("tenant") ? "name" : "tenant";
      execute("delete from ricordo." + table + " where " + column + " = '" + tenant + "'");
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
