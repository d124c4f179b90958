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
public record StoreAge(String tenant, KnownErasures known) {

  /**
   * @throws RicordoException if the database cannot be read
   */
  public static StoreAge of(DataSource database, KeyVault vault, String tenant) {
    LongAdder inVault = new LongAdder();
    vault.forEachDestroyed(tenant, (subject, at) -> inVault.increment());
    return new StoreAge(tenant, new KnownErasures(inTables(database, tenant), inVault.sum()));
  }

  private static long inTables(DataSource database, String tenant) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from ricordo.erased where tenant = ?")) {
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
