package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Snapshots;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's snapshots in PostgreSQL. Thread-safe.
 *
 * <p>Writing does not wait for the disk: a crash may lose the last snapshots, never let one
 * overtake the journal, because the write-ahead log keeps the order.
 */
final class PostgresSnapshots implements Snapshots {

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;

  PostgresSnapshots(Transactions transactions, String tenant, Digests digests) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.digests = digests;
  }

  @Override
  public Optional<Snapshot> find(CustomerId customer) {
    UUID digest = digests.of(customer);
    return Optional.ofNullable(transactions.run("read snapshot", s -> stored(s, digest)))
        .map(PostgresSnapshots::snapshot);
  }

  private @Nullable SnapshotRow stored(StatelessSession session, UUID digest) {
    return session
        .createSelectionQuery(
            """
            select m from Snapshot m join Subject s on m.subject = s.id
            where s.tenant = :tenant and s.digest = :digest""",
            SnapshotRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digest", digest)
        .getSingleResultOrNull();
  }

  private static Snapshot snapshot(SnapshotRow row) {
    if (row.format != SnapshotRow.PLAIN) {
      throw Failures.unknownFormat("snapshot", row.format);
    }
    return new Snapshot(row.position, row.payload);
  }

  /**
   * {@inheritDoc} Neither is one of a customer who is unknown or merged into somebody, nor one
   * ahead of the journal.
   */
  @Override
  public void put(CustomerId customer, Snapshot snapshot) {
    UUID digest = digests.of(customer);
    transactions.run(
        "write snapshot",
        session -> {
          session.createNativeMutationQuery("set local synchronous_commit to off").executeUpdate();
          SubjectRow subject = locked(session, digest);
          if (subject != null && fits(snapshot, subject)) {
            replace(session, subject, snapshot);
          }
          return true;
        });
  }

  private @Nullable SubjectRow locked(StatelessSession session, UUID digest) {
    return session
        .createSelectionQuery(
            "from Subject where tenant = :tenant and digest = :digest", SubjectRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digest", digest)
        .setHibernateLockMode(LockMode.PESSIMISTIC_READ)
        .getSingleResultOrNull();
  }

  private static boolean fits(Snapshot snapshot, SubjectRow owner) {
    return owner.mergedInto == null
        && snapshot.cursor() > owner.changedPosition
        && snapshot.cursor() <= owner.lastPosition;
  }

  private static void replace(StatelessSession session, SubjectRow subject, Snapshot snapshot) {
    SnapshotRow old = session.get(SnapshotRow.class, subject.id);
    if (old != null && old.position > snapshot.cursor()) {
      return;
    }
    SnapshotRow row = old == null ? new SnapshotRow(subject) : old;
    row.position = snapshot.cursor();
    row.format = SnapshotRow.PLAIN;
    row.payload = snapshot.bytes();
    if (old == null) {
      session.insert(row);
    } else {
      session.update(row);
    }
  }
}
