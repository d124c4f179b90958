package dev.ricordo.postgres;

import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.Node;
import dev.ricordo.ledger.SignedCheckpoint;
import dev.ricordo.ledger.TileReader;
import dev.ricordo.ledger.TiledSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps a ledger in a PostgreSQL database that {@code Migrations.migrate} has been run on, in rows
 * that are added and never changed. One database holds several logs, told apart by their names.
 *
 * <pre>{@code
 * try (Ledger ledger = Ledger.open(PostgresLedger.open(database, signer.verifier().name()), signer)) { … }
 * }</pre>
 *
 * <p>Needs no more than the rights of the role {@code ricordo_ledger}: to add rows and to read
 * them. Used by one thread at a time, but for what {@link dev.ricordo.ledger.LedgerSource} offers.
 */
/*
 * The writer keeps one connection for itself. It holds the log's lock, which the server lets go of
 * when the connection ends, and it carries every commit: so whoever gets the lock after a connection
 * died finds the last commit done or undone, never on its way. Entries, hashes and checkpoint are one
 * transaction: there is no moment at which rows are there without the checkpoint that speaks of them.
 *
 * Statements of JDBC rather than Hibernate's: three inserts into tables that nobody updates need no
 * mapping, and the lock needs a connection that is ours for as long as the ledger is open.
 */
public final class PostgresLedger extends TiledSource implements LedgerStore {

  private static final int LEVELS_PER_TILE = 8;
  private static final String LOCK = "hashtextextended('ricordo.ledger ' || ?, 0)";

  private final Connection connection;
  private final String log;

  private PostgresLedger(DataSource database, Connection connection, String log) {
    super(new LedgerTiles(database, log));
    this.connection = connection;
    this.log = log;
  }

  /**
   * Opens a log to write, whether or not it is there.
   *
   * @param database one connection of it is kept until {@link #close}; not to be called inside of a
   *     host's transaction
   * @param log its name
   * @throws LedgerException if the database cannot be used, or another writer has the log open
   */
  public static PostgresLedger open(DataSource database, String log) {
    if (log.isBlank()) {
      throw new IllegalArgumentException("log: must not be blank");
    }
    try {
      return opened(SilenceLimit.on(database), log);
    } catch (SQLException e) {
      throw LedgerTiles.failed("open", e);
    }
  }

  private static PostgresLedger opened(DataSource database, String log) throws SQLException {
    Connection connection = database.getConnection();
    boolean opened = false;
    try {
      if (!isTrue(connection, "select pg_try_advisory_lock(" + LOCK + ")", log)) {
        throw new LedgerException("ledger: " + log + " is open for another writer");
      }
      connection.setAutoCommit(false);
      opened = true;
      return new PostgresLedger(database, connection, log);
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  private static boolean isTrue(Connection connection, String question, String log)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(question)) {
      select.setString(1, log);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** A log to read and to audit, also while someone writes. */
  public static TileReader reader(DataSource database, String log) {
    return new LedgerTiles(SilenceLimit.on(database), log);
  }

  /**
   * The names of the logs that a database holds, sorted.
   *
   * @throws LedgerException if the database cannot be used
   */
  public static List<String> logs(DataSource database) {
    try (Connection connection = SilenceLimit.on(database).getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select log from ricordo.ledger_checkpoint where number = 0 order by log");
        ResultSet rows = select.executeQuery()) {
      List<String> logs = new ArrayList<>();
      while (rows.next()) {
        logs.add(rows.getString(1));
      }
      return logs;
    } catch (SQLException e) {
      throw LedgerTiles.failed("open", e);
    }
  }

  @Override
  public void commit(Batch batch) {
    try {
      requireContinues(batch);
      insertEntries(batch);
      insertHashes(batch.nodes());
      insertCheckpoint(batch.checkpoint());
      connection.commit();
    } catch (SQLException e) {
      throw LedgerTiles.failed("commit", e);
    } finally {
      rollback();
    }
  }

  private void requireContinues(Batch batch) throws SQLException {
    Optional<byte[]> newest = LedgerTiles.newest(connection, log);
    long size = newest.map(note -> SignedCheckpoint.parse(note).checkpoint().size()).orElse(0L);
    if (size != batch.before()) {
      throw new LedgerException("ledger: has " + size + " entries, not " + batch.before());
    }
  }

  private void insertEntries(Batch batch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into ricordo.ledger_entry (log, index, entry) values (?, ?, ?)")) {
      long index = batch.before();
      for (byte[] entry : batch.entries()) {
        insert.setString(1, log);
        insert.setLong(2, index++);
        insert.setBytes(3, entry);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void insertHashes(List<Node> nodes) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into ricordo.ledger_hash (log, level, index, hash) values (?, ?, ?, ?)")) {
      for (Node node : nodes) {
        if (node.id().level() % LEVELS_PER_TILE == 0) {
          insert.setString(1, log);
          insert.setInt(2, node.id().level() / LEVELS_PER_TILE);
          insert.setLong(3, node.id().index());
          insert.setBytes(4, node.hash().bytes());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void insertCheckpoint(SignedCheckpoint checkpoint) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into ricordo.ledger_checkpoint (log, number, size, note)
            select ?, coalesce(max(number) + 1, 0), ?, ?
            from ricordo.ledger_checkpoint where log = ?""")) {
      insert.setString(1, log);
      insert.setLong(2, checkpoint.checkpoint().size());
      insert.setBytes(3, checkpoint.bytes());
      insert.setString(4, log);
      insert.executeUpdate();
    }
  }

  /** Ends what is left of a transaction, if there is anything; a dead connection has nothing. */
  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The server undoes what its client does not come back to.
    }
  }

  @Override
  public void close() {
    try {
      if (!connection.isClosed()) {
        release();
      }
    } catch (SQLException e) {
      throw LedgerTiles.failed("close", e);
    }
  }

  private void release() throws SQLException {
    try (connection) {
      if (connection.isValid(0)) {
        connection.setAutoCommit(true);
        isTrue(connection, "select pg_advisory_unlock(" + LOCK + ")", log);
      }
    }
  }
}
