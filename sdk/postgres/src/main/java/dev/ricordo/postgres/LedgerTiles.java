package dev.ricordo.postgres;

import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.TilePath;
import dev.ricordo.ledger.TileReader;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A log's rows as the files that they would be in a folder, so that whatever reads and audits files
 * reads and audits a database.
 *
 * <p>Thread-safe; takes a connection for each file.
 */
final class LedgerTiles implements TileReader {

  private static final String NEWEST =
      "select note from ricordo.ledger_checkpoint where log = ? order by number desc limit 1";
  private static final String ENTRIES =
      """
      select entry from ricordo.ledger_entry
      where log = ? and index >= ? and index < ? order by index""";
  private static final String HASHES =
      """
      select hash from ricordo.ledger_hash
      where log = ? and level = ? and index >= ? and index < ? order by index""";

  /** Pieces that hold more than the newest checkpoint speaks of. */
  private static final String BEYOND =
      """
      with size as (
        select coalesce((select size from ricordo.ledger_checkpoint where log = ?
                         order by number desc limit 1), 0) as entries)
      select -1 as level, index / 256 as piece, max(index % 256) + 1 as width
        from ricordo.ledger_entry, size where log = ? and index >= entries group by piece
      union all
      select level, index / 256, max(index % 256) + 1
        from ricordo.ledger_hash, size
        where log = ? and index >= entries >> (8 * level) group by level, index / 256
      order by level, piece""";

  private final DataSource database;
  private final String log;

  LedgerTiles(DataSource database, String log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public Optional<byte[]> read(String path) {
    if (path.equals(CHECKPOINT)) {
      return run("read", connection -> newest(connection, log));
    }
    TilePath tile =
        TilePath.find(path)
            .orElseThrow(() -> new IllegalArgumentException("path: is not of the layout"));
    byte[] content = run("read", connection -> content(connection, tile));
    return content.length == 0 ? Optional.empty() : Optional.of(content);
  }

  /** The newest checkpoint; nothing if there is no such log. */
  static Optional<byte[]> newest(Connection connection, String log) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setString(1, log);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  private byte[] content(Connection connection, TilePath tile) throws SQLException {
    boolean entries = tile.level() == TilePath.ENTRIES;
    try (PreparedStatement select = connection.prepareStatement(entries ? ENTRIES : HASHES)) {
      int next = 0;
      select.setString(++next, log);
      if (!entries) {
        select.setInt(++next, tile.level());
      }
      long first = tile.index() * TilePath.FULL;
      select.setLong(++next, first);
      select.setLong(++next, first + tile.width());
      try (ResultSet rows = select.executeQuery()) {
        return entries ? bundle(rows) : hashes(rows);
      }
    }
  }

  /** Entries in a row as a file has them: each behind its length in 2 bytes. */
  private static byte[] bundle(ResultSet rows) throws SQLException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    while (rows.next()) {
      byte[] entry = rows.getBytes(1);
      bundle.write(entry.length >>> Byte.SIZE);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  private static byte[] hashes(ResultSet rows) throws SQLException {
    ByteArrayOutputStream tile = new ByteArrayOutputStream();
    while (rows.next()) {
      tile.writeBytes(rows.getBytes(1));
    }
    return tile.toByteArray();
  }

  /** The pieces that lie beyond the checkpoint: the others are no files that could be too many. */
  @Override
  public List<String> paths() {
    return run("list", this::beyond);
  }

  private List<String> beyond(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BEYOND)) {
      for (int i = 1; i <= 3; i++) {
        select.setString(i, log);
      }
      List<String> paths = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          paths.add(new TilePath(rows.getInt(1), rows.getLong(2), rows.getInt(3)).path());
        }
      }
      return paths;
    }
  }

  private <T> T run(String operation, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failed(operation, e);
    }
  }

  /** Keeps neither the server's message nor the cause: both may quote a row. */
  static LedgerException failed(String operation, SQLException e) {
    String hint =
        "42P01".equals(e.getSQLState()) ? ", its tables are missing: run Migrations.migrate" : "";
    return new LedgerException(
        "ledger: " + operation + " failed in the database, SQLSTATE " + e.getSQLState() + hint);
  }

  /** Something that is done with a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
