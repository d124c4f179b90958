package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.verifier.DestroyedKeys;
import dev.ricordo.verifier.SweptStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Asks the stores of one tenant, after an erasure, whether they hold any of what was erased. They
 * are asked anew each time. Thread-safe if its parts are.
 */
/*
 * Every erasure destroys the keys of random subjects at its own time, and whoever keeps some events
 * is another subject from then on. So the vault says which subjects an erasure was of, and a row of
 * one of them, wherever it is, is one that was not swept.
 */
public final class AskedStores {

  private static final String VAULT = "files";
  private static final String TABLES = "PostgreSQL: ";
  private static final String KEYS = "key vault";

  private final DataSource database;
  private final KeyVault vault;
  private final String tenant;

  public AskedStores(DataSource database, KeyVault vault, String tenant) {
    this.database = database;
    this.vault = vault;
    this.tenant = tenant;
  }

  /** Whether a store of this name is one of those asked here, and none of a host's. */
  static boolean isAsked(String name) {
    return name.startsWith(TABLES) || name.equals(KEYS);
  }

  /** The keys that were destroyed for an erasure of a time. */
  public DestroyedKeys keys(Instant at) {
    return KeyRecord.of(subjects(at), VAULT);
  }

  /**
   * What each store answers about an erasure of a time; none if it destroyed no subject's keys, for
   * then there is nobody to ask for.
   *
   * @throws RicordoException if the database cannot be asked
   */
  public List<SweptStore> swept(Instant at) {
    List<UUID> gone = subjects(at);
    if (gone.isEmpty()) {
      return List.of();
    }
    return List.of(
        table("journal", "select count(*) from ricordo.event where subject = any(?)", gone),
        table("snapshots", "select count(*) from ricordo.snapshot where subject = any(?)", gone),
        table("customers", "select count(*) from ricordo.subject where id = any(?)", gone),
        table(
            "names in requests",
            "select count(*) from ricordo.request where id = any(?) and details is not null",
            gone),
        new SweptStore(KEYS, gone.stream().allMatch(this::isDestroyed)));
  }

  private List<UUID> subjects(Instant at) {
    List<UUID> subjects = new ArrayList<>();
    vault.forEachDestroyed(
        tenant,
        (subject, time) -> {
          if (time.equals(at)) {
            subjects.add(subject);
          }
        });
    return subjects;
  }

  private boolean isDestroyed(UUID subject) {
    return vault.find(tenant, subject) instanceof KeyVault.Found.Destroyed;
  }

  private SweptStore table(String name, String rows, List<UUID> gone) {
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(rows)) {
      count.setArray(1, connection.createArrayOf("uuid", gone.toArray()));
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new SweptStore(TABLES + name, row.getLong(1) == 0);
      }
    } catch (SQLException e) {
      throw new RicordoException(
          "stores: " + name + " cannot be asked, SQLSTATE " + e.getSQLState());
    }
  }
}
