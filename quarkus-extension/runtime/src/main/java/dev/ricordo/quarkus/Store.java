package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.KnownErasures;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.vault.FileKeyVault;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Where events and folded memories are kept.
 *
 * @param name what to call it in logs and health
 * @param database that the journal is in, if it is in one
 * @param erasures how many it knows of, if it outlives the process
 * @param afterwards what is done when the journal is closed
 */
record Store(
    String name,
    Journal journal,
    Snapshots snapshots,
    Optional<DataSource> database,
    Optional<Supplier<KnownErasures>> erasures,
    Runnable afterwards)
    implements AutoCloseable {

  private static final String VAULT = "ricordo.vault.folder";
  private static final String HOLDS = "ricordo.holds.folder";

  /** A customer nobody is, so that reading the journal of it touches nobody's events. */
  private static final CustomerId NOBODY = CustomerId.of("ricordo-readiness-check");

  static Store inMemory() {
    return new Store(
        "memory",
        Journal.inMemory(),
        Snapshots.none(),
        Optional.empty(),
        Optional.empty(),
        () -> {});
  }

  /**
   * Opens the tenant's journal and snapshots, after bringing the tables up to date if that is asked
   * for.
   *
   * @throws ConfigurationException if the folder of the vault is missing
   * @throws RicordoException if the database cannot be reached, its schema does not fit, or the
   *     vault is not the one that its rows were sealed with
   */
  static Store postgres(DataSource database, RicordoConfig config) {
    Path folder = vaultFolder(config);
    if (config.migrateAtStart()) {
      migrate(database);
    }
    FileKeyVault vault = FileKeyVault.open(folder);
    try {
      PostgresStore store = PostgresStore.open(database, vault, config.tenant());
      return new Store(
          "postgres",
          store.journal(),
          store.snapshots(),
          Optional.of(database),
          Optional.of(store::erasures),
          vault::close);
    } catch (RuntimeException e) {
      vault.close();
      throw e;
    }
  }

  private static Path vaultFolder(RicordoConfig config) {
    String folder =
        config
            .vault()
            .folder()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        VAULT
                            + ": is missing; set it to a folder for the keys, outside of the"
                            + " database and its backups",
                        Set.of(VAULT)));
    return path(VAULT, folder);
  }

  private static Path path(String property, String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          property + ": \"" + folder + "\" is not a path: " + e.getReason(), e, Set.of(property));
    }
  }

  private static void migrate(DataSource database) {
    try {
      Migrations.migrate(database);
    } catch (FlywayException e) {
      throw new RicordoException("ricordo.migrate-at-start: " + e.getMessage(), e);
    }
  }

  /**
   * The same, but nothing that a legal hold asks for is destroyed before a copy is kept. Itself if
   * no folder of holds is configured.
   *
   * @throws ConfigurationException if the folder is no folder of holds; then this store is closed
   */
  Store keeping(RicordoConfig.Holds config, String tenant) {
    return config.folder().map(folder -> keeping(folder, tenant)).orElse(this);
  }

  private Store keeping(String folder, String tenant) {
    try {
      HoldFolder holds = holds(path(HOLDS, folder));
      Runnable closing =
          () -> {
            holds.close();
            afterwards.run();
          };
      return new Store(
          name,
          new KeepingJournal(journal, holds.of(tenant)),
          snapshots,
          database,
          erasures,
          closing);
    } catch (ConfigurationException e) {
      close();
      throw e;
    }
  }

  private static HoldFolder holds(Path folder) {
    try {
      return HoldFolder.openExisting(folder);
    } catch (RicordoException e) {
      throw new ConfigurationException(HOLDS + ": " + e.getMessage(), e, Set.of(HOLDS));
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
    afterwards.run();
  }
}
