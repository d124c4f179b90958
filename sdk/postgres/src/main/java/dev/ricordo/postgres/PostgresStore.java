package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * A tenant's journal and snapshots in a PostgreSQL database that {@code Migrations.migrate} has
 * been run on, sealed with keys from a vault outside of it.
 *
 * <pre>{@code
 * try (KeyVault vault = FileKeyVault.open(folder);
 *     PostgresStore store = PostgresStore.open(dataSource, vault)) {
 *   Ricordo.builder().base(base).journal(store.journal()).snapshots(store.snapshots()).build();
 * }
 * }</pre>
 *
 * <p>Has a Hibernate session factory of its own, so a host's persistence units are left alone, and
 * transactions of its own, so it may be called inside a host's transaction: what it wrote stays
 * when that one is rolled back. Thread-safe. Give it a pooled {@code DataSource}; with PostgreSQL's
 * {@code reWriteBatchedInserts=true} large appends are several times faster. The {@code DataSource}
 * and the vault stay their owner's.
 */
public final class PostgresStore implements AutoCloseable {

  /** The tenant of a host that has only one. */
  public static final String DEFAULT_TENANT = "default";

  private final SessionFactory sessions;
  private final Transactions transactions;
  private final PostgresJournal journal;
  private final PostgresSnapshots snapshots;
  private final Docket docket;
  private final Erasures erasures;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PostgresStore(SessionFactory sessions, Transactions transactions, Opened opened) {
    this.sessions = sessions;
    this.transactions = transactions;
    this.erasures = new Erasures(transactions, opened);
    this.journal =
        new PostgresJournal(transactions, opened, erasures, Clock.systemUTC(), this::close);
    this.snapshots = new PostgresSnapshots(transactions, opened);
    this.docket = new Docket(transactions, opened);
  }

  /** Opens the store of the {@link #DEFAULT_TENANT}. */
  public static PostgresStore open(DataSource database, KeyVault vault) {
    return open(database, vault, DEFAULT_TENANT);
  }

  /**
   * Opens the store and completes what the database or the vault knows of an erasure that the other
   * does not: after a process died between the two, or one of them came back from a backup.
   *
   * @param vault holds the keys; stays its owner's
   * @param tenant whose data; a new one is added
   * @throws RicordoException if the database cannot be reached, its schema does not fit, or the
   *     vault is not the one that the tenant's rows were sealed with
   * @throws IllegalArgumentException if the tenant is blank
   */
  public static PostgresStore open(DataSource database, KeyVault vault, String tenant) {
    return open(database, vault, tenant, true);
  }

  /**
   * Opens the store of a tenant that is there already, for tools that must not add one by a typing
   * mistake.
   *
   * @throws RicordoException as {@link #open(DataSource, KeyVault, String)}
   * @throws IllegalArgumentException if the tenant is unknown
   */
  public static PostgresStore openExisting(DataSource database, KeyVault vault, String tenant) {
    return open(database, vault, tenant, false);
  }

  private static PostgresStore open(
      DataSource database, KeyVault vault, String tenant, boolean add) {
    if (tenant.isBlank()) {
      throw new IllegalArgumentException("tenant: must not be blank");
    }
    SessionFactory sessions = Mapping.sessionFactory(SilenceLimit.on(database));
    Transactions transactions = new Transactions(sessions);
    try {
      Opened opened = Opened.of(transactions, vault, tenant, add);
      PostgresStore store = new PostgresStore(sessions, transactions, opened);
      store.erasures.reconcile();
      return store;
    } catch (RuntimeException e) {
      transactions.close();
      sessions.close();
      throw e;
    }
  }

  /**
   * Erases every subject whose key is lost, after a vault had to be restored from a backup that is
   * older than the database: nobody can read these rows any more, and as long as they are there the
   * journal fails when it comes across one. Details of requests whose keys are lost go too; the
   * requests stay.
   *
   * @param at the time of the erasure
   * @return how many customers there were
   */
  public long eraseUnreadable(Instant at) {
    return erasures.eraseUnreadable(at);
  }

  /** How many erasures database and vault know of. Reads all of their marks. */
  public KnownErasures erasures() {
    return erasures.known();
  }

  /** The journal. Closing it closes the store. */
  public Journal journal() {
    return journal;
  }

  public Snapshots snapshots() {
    return snapshots;
  }

  /** What the tenant's customers asked for by right. */
  public Docket docket() {
    return docket;
  }

  /** Ends the store's threads and lets go of the database. The second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      journal.close();
      transactions.close();
      sessions.close();
    }
  }
}
