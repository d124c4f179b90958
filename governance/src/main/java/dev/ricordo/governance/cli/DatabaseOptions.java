package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.vault.FileKeyVault;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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
    return withJournalAndKeys((journal, keys) -> work.apply(journal));
  }

  /**
   * Gives the store to the work and closes it afterwards.
   *
   * @throws IllegalArgumentException naming the option whose value is wrong
   * @throws RicordoException if the database cannot be used
   */
  <T> T withStore(Function<PostgresStore, T> work) {
    return withStoreAndKeys((store, keys) -> work.apply(store));
  }

  /**
   * As {@link #withJournal}, beside a count of the keys that were destroyed for an erasure of a
   * time.
   */
  <T> T withJournalAndKeys(BiFunction<Journal, ToLongFunction<Instant>, T> work) {
    return withStoreAndKeys((store, keys) -> work.apply(store.journal(), keys));
  }

  /** As {@link #withStore}, beside a count of the keys that were destroyed for an erasure. */
  <T> T withStoreAndKeys(BiFunction<PostgresStore, ToLongFunction<Instant>, T> work) {
    return withDatabaseAndVault(
        (pool, keys) -> {
          try (PostgresStore store = PostgresStore.openExisting(pool, keys, tenant)) {
            return work.apply(store, at -> destroyed(keys, at));
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

  private long destroyed(KeyVault keys, Instant at) {
    LongAdder number = new LongAdder();
    keys.forEachDestroyed(
        tenant,
        (subject, time) -> {
          if (time.equals(at)) {
            number.increment();
          }
        });
    return number.sum();
  }

  /** Whose data. */
  String tenant() {
    return tenant;
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
