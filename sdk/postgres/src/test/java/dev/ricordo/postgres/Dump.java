package dev.ricordo.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What {@code pg_dump} would write of the schema's rows: each table as text in a file of its own,
 * and back into a database that was migrated. The programs of PostgreSQL are not in the jar that
 * the embedded server comes from.
 */
final class Dump {

  private static final String EVENT = "event";
  private static final String ACCEPTANCE = "acceptance";

  private Dump() {}

  /** Writes all rows, as of one moment. */
  static void write(DataSource from, Path folder) throws SQLException, IOException {
    Files.createDirectories(folder);
    try (Connection connection = from.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read");
      for (String table : tables(statement)) {
        statement.execute(
            "copy (select * from ricordo." + table + ") to " + quoted(folder.resolve(table)));
      }
      String last = text(statement, "select last_value from ricordo.acceptance");
      Files.writeString(folder.resolve(ACCEPTANCE), last);
    }
  }

  /** The server itself writes and reads the files. */
  private static String quoted(Path file) {
    return "'" + file.toAbsolutePath() + "'";
  }

  /** Puts all rows into a database that has none. */
  static void restore(Path folder, DataSource into) throws SQLException, IOException {
    try (Connection connection = into.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica"); // in any order
      for (String table : tables(statement)) {
        String file = quoted(folder.resolve(table));
        if (table.equals(EVENT)) {
          restoreEvents(file, statement);
        } else {
          statement.execute("copy ricordo." + table + " from " + file);
        }
      }
      String last = Files.readString(folder.resolve(ACCEPTANCE));
      statement.execute("select setval('ricordo.acceptance', " + last + ")");
      connection.commit();
    }
  }

  /** Partitions come first. */
  private static void restoreEvents(String file, Statement statement) throws SQLException {
    statement.execute("create temporary table copied (like ricordo.event) on commit drop");
    statement.execute("copy copied from " + file);
    statement.execute("select ricordo.prepare_month(accepted_at) from copied");
    statement.execute("insert into ricordo.event select * from copied");
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Every table of the schema that holds rows of ours. */
  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            """
            select relname from pg_class
            where relnamespace = 'ricordo'::regnamespace and relkind in ('r', 'p')
              and not relispartition and relname <> 'ricordo_schema_history'""")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
