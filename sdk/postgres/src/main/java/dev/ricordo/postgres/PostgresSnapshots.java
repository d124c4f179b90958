package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.vault.Seal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final Logger LOG = System.getLogger(PostgresSnapshots.class.getName());

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;
  private final Sealing sealing;

  PostgresSnapshots(Transactions transactions, String tenant, Digests digests, Sealing sealing) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.digests = digests;
    this.sealing = sealing;
  }

  /** {@inheritDoc} One that does not open, or is of another format, is as good as none. */
  @Override
  public Optional<Snapshot> find(CustomerId customer) {
    UUID digest = digests.of(customer);
    return Optional.ofNullable(transactions.run("read snapshot", s -> stored(s, digest)))
        .flatMap(this::opened);
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

  private Optional<Snapshot> opened(SnapshotRow row) {
    Optional<Seal> seal = sealing.find(row.subject);
    try {
      return seal.map(s -> new Snapshot(row.position, sealing.snapshot(s, row)));
    } catch (RicordoException e) {
      LOG.log(Level.WARNING, "Folding a memory anew: {0}", e.getMessage());
      return Optional.empty();
    }
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
            sealing.find(subject.id).ifPresent(seal -> replace(session, subject, seal, snapshot));
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

  private void replace(StatelessSession session, SubjectRow subject, Seal seal, Snapshot snapshot) {
    SnapshotRow old = session.get(SnapshotRow.class, subject.id);
    if (old != null && old.position > snapshot.cursor()) {
      return;
    }
    SnapshotRow row = old == null ? new SnapshotRow(subject) : old;
    row.position = snapshot.cursor();
    row.format = Sealing.SNAPSHOT_FORMAT;
    row.payload = sealing.sealSnapshot(seal, subject.id, snapshot.cursor(), snapshot.bytes());
    if (old == null) {
      session.insert(row);
    } else {
      session.update(row);
    }
  }
}
