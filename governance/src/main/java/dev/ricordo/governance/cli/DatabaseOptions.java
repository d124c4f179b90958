package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.governance.Version;
import dev.ricordo.governance.evidence.AskedStores;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.vault.FileKeyVault;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database, and whose data in it. By default that of the demo shop. */
final class DatabaseOptions {

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final VaultOption vault = new VaultOption();

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = PostgresStore.DEFAULT_TENANT,
      description = "Whose data (default: ${DEFAULT-VALUE}).")
  private String tenant = "";

  /**
   * Gives the journal to the work and closes it afterwards.
   *
   * @throws IllegalArgumentException naming the option whose value is wrong
   * @throws RicordoException if the database cannot be used
   */
  <T> T withJournal(Function<Journal, T> work) {
    return withJournalAndAsked((journal, asked) -> work.apply(journal));
  }

  /**
   * Gives the store to the work and closes it afterwards.
   *
   * @throws IllegalArgumentException naming the option whose value is wrong
   * @throws RicordoException if the database cannot be used
   */
  <T> T withStore(Function<PostgresStore, T> work) {
    return withStoreAndAsked((store, asked) -> work.apply(store));
  }

  /** As {@link #withJournal}, beside what says after an erasure what the stores hold. */
  <T> T withJournalAndAsked(BiFunction<Journal, AskedStores, T> work) {
    return withStoreAndAsked((store, asked) -> work.apply(store.journal(), asked));
  }

  /** As {@link #withStore}, beside what says after an erasure what the stores hold. */
  <T> T withStoreAndAsked(BiFunction<PostgresStore, AskedStores, T> work) {
    return withDatabaseAndVault(
        (pool, keys) -> {
          try (PostgresStore store = PostgresStore.openExisting(pool, keys, tenant)) {
            return work.apply(store, new AskedStores(pool, keys, tenant));
          }
        });
  }

  /** Gives both to the work, before a store brings them into line, and closes them afterwards. */
  <T> T withDatabaseAndVault(BiFunction<DataSource, FileKeyVault, T> work) {
    return connection.withDatabase(
        pool -> {
          try (FileKeyVault keys = FileKeyVault.openExisting(vault.existing())) {
            return work.apply(pool, keys);
          }
        });
  }

  /** Whose data. */
  String tenant() {
    return tenant;
  }

  /** A store of this tenant, beside a ledger. */
  WatchedStore watched(PostgresStore store) {
    return new WatchedStore(tenant, store::erasures, Version.SOFTWARE, Clock.systemUTC());
  }

  /** Which database. */
  ConnectionOptions connection() {
    return connection;
  }

  /** As {@link ConnectionOptions#withDatabase}. */
  <T> T withDatabase(Function<DataSource, T> work) {
    return connection.withDatabase(work);
  }
}
