package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Where events and folded memories are kept.
 *
 * @param name what to call it in logs and health
 */
record Store(String name, Journal journal, Snapshots snapshots) implements AutoCloseable {

  /** A customer nobody is, so that reading the journal of it touches nobody's events. */
  private static final CustomerId NOBODY = CustomerId.of("ricordo-readiness-check");

  static Store inMemory() {
    return new Store("memory", Journal.inMemory(), Snapshots.none());
  }

  /**
   * Opens the tenant's journal and snapshots, after bringing the tables up to date if that is asked
   * for.
   *
   * @throws RicordoException if the database cannot be reached or its schema does not fit
   */
  static Store postgres(DataSource database, RicordoConfig config) {
    if (config.migrateAtStart()) {
      migrate(database);
    }
    PostgresStore store = PostgresStore.open(database, config.tenant());
    return new Store("postgres", store.journal(), store.snapshots());
  }

  private static void migrate(DataSource database) {
    try {
      Migrations.migrate(database);
    } catch (FlywayException e) {
      throw new RicordoException("ricordo.migrate-at-start: " + e.getMessage(), e);
    }
  }

  /**
   * Reads from the journal.
   *
   * @throws RicordoException if it cannot be reached
   */
  void requireReachable() {
    journal.read(NOBODY, 1);
  }

  @Override
  public void close() {
    journal.close();
  }
}
