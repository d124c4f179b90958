package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.ErasureMark;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.postgres.KnownErasures;
import dev.ricordo.spi.KeyVault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * How many erasures database and vault of a tenant know of, read without opening a store, which
 * would bring the two into step.
 */
/*
 * A shop goes on meanwhile, and its erasures are in the store before their mark is in the ledger. So
 * the ledger is looked at first and the store counted after it: then only a store that is older than
 * the ledger knows of less.
 */
public record StoreAge(String tenant, KnownErasures known) {

  /**
   * Counts; to compare with a view of a ledger that was opened before.
   *
   * @throws RicordoException if the database cannot be read
   * @throws IllegalArgumentException if the tenant is unknown
   */
  public static StoreAge of(DataSource database, KeyVault vault, String tenant) {
    if (count(database, "select count(*) from ricordo.tenant where name = ?", tenant) == 0) {
      throw new IllegalArgumentException("tenant: \"" + tenant + "\" is not in the database");
    }
    long inTables = count(database, "select count(*) from ricordo.erased where tenant = ?", tenant);
    LongAdder inVault = new LongAdder();
    vault.forEachDestroyed(tenant, (subject, at) -> inVault.increment());
    return new StoreAge(tenant, new KnownErasures(inTables, inVault.sum()));
  }

  private static long count(DataSource database, String query, String tenant) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new RicordoException("database: a query failed, SQLSTATE " + e.getSQLState());
    }
  }

  /** The newest mark of the tenant in a ledger. */
  Optional<ErasureMark> newestMark(LedgerView ledger) {
    return WatchedStore.newestMark(ledger, tenant);
  }
}
