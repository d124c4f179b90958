package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * A tenant's journal and snapshots in a PostgreSQL database that {@code Migrations.migrate} has
 * been run on.
 *
 * <pre>{@code
 * try (PostgresStore store = PostgresStore.open(dataSource)) {
 *   Ricordo.builder().base(base).journal(store.journal()).snapshots(store.snapshots()).build();
 * }
 * }</pre>
 *
 * <p>Has a Hibernate session factory of its own, so a host's persistence units are left alone, and
 * transactions of its own, so it may be called inside a host's transaction: what it wrote stays
 * when that one is rolled back. Thread-safe. Give it a pooled {@code DataSource}; with PostgreSQL's
 * {@code reWriteBatchedInserts=true} large appends are several times faster. The {@code DataSource}
 * stays its owner's.
 */
public final class PostgresStore implements AutoCloseable {

  /** The tenant of a host that has only one. */
  public static final String DEFAULT_TENANT = "default";

  private final SessionFactory sessions;
  private final Transactions transactions;
  private final PostgresJournal journal;
  private final PostgresSnapshots snapshots;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PostgresStore(
      SessionFactory sessions,
      String tenant,
      BiFunction<StatelessSession, String, TenantRow> missing) {
    this.sessions = sessions;
    this.transactions = new Transactions(sessions);
    TenantRow row =
        transactions.run(
            "open",
            session -> {
              TenantRow known = session.get(TenantRow.class, tenant);
              return known == null ? missing.apply(session, tenant) : known;
            });
    Digests digests = new Digests(row.digestKey);
    this.journal =
        new PostgresJournal(transactions, tenant, digests, Clock.systemUTC(), this::close);
    this.snapshots = new PostgresSnapshots(transactions, tenant, digests);
  }

  /** Opens the store of the {@link #DEFAULT_TENANT}. */
  public static PostgresStore open(DataSource database) {
    return open(database, DEFAULT_TENANT);
  }

  /**
   * @param tenant whose data; a new one is added
   * @throws RicordoException if the database cannot be reached or its schema does not fit
   * @throws IllegalArgumentException if the tenant is blank
   */
  public static PostgresStore open(DataSource database, String tenant) {
    return open(database, tenant, PostgresStore::add);
  }

  /**
   * Opens the store of a tenant that is there already, for tools that must not add one by a typing
   * mistake.
   *
   * @throws RicordoException as {@link #open(DataSource, String)}
   * @throws IllegalArgumentException if the tenant is unknown
   */
  public static PostgresStore openExisting(DataSource database, String tenant) {
    return open(
        database,
        tenant,
        (session, name) -> {
          throw new IllegalArgumentException("tenant: \"" + name + "\" is not in this database");
        });
  }

  private static PostgresStore open(
      DataSource database, String tenant, BiFunction<StatelessSession, String, TenantRow> missing) {
    if (tenant.isBlank()) {
      throw new IllegalArgumentException("tenant: must not be blank");
    }
    SessionFactory sessions = Mapping.sessionFactory(database);
    try {
      return new PostgresStore(sessions, tenant, missing);
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  private static TenantRow add(StatelessSession session, String name) {
    byte[] key = new byte[Digests.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    TenantRow added = new TenantRow(name, key);
    session.insert(added);
    return added;
  }

  /** The journal. Closing it closes the store. */
  public Journal journal() {
    return journal;
  }

  public Snapshots snapshots() {
    return snapshots;
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
