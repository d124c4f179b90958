package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.vault.Seal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's snapshots in PostgreSQL, those of one kind; {@link #shares} are those of the other.
 * Thread-safe.
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
  private final short kind;

  /** Those of memories. */
  PostgresSnapshots(Transactions transactions, Opened opened) {
    this(transactions, opened.tenant(), opened.digests(), opened.sealing(), SnapshotRow.MEMORY);
  }

  private PostgresSnapshots(
      Transactions transactions, String tenant, Digests digests, Sealing sealing, short kind) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.digests = digests;
    this.sealing = sealing;
    this.kind = kind;
  }

  @Override
  public Snapshots shares() {
    return new PostgresSnapshots(transactions, tenant, digests, sealing, SnapshotRow.SHARE);
  }

  /** {@inheritDoc} One that does not open, or is of another format, is as good as none. */
  @Override
  public Optional<Snapshot> find(CustomerId customer) {
    return Optional.ofNullable(findAll(List.of(customer)).get(customer));
  }

  /** {@inheritDoc} Of each as {@link #find}, 1,000 at a time. */
  @Override
  public Map<CustomerId, Snapshot> findAll(Collection<CustomerId> customers) {
    Map<UUID, CustomerId> asked = new HashMap<>();
    customers.forEach(customer -> asked.put(digests.of(customer), customer));
    Map<CustomerId, Snapshot> found = new HashMap<>();
    for (List<UUID> some : Chunks.of(asked.keySet())) {
      for (Found one : transactions.run("read snapshot", session -> stored(session, some))) {
        CustomerId customer = Objects.requireNonNull(asked.get(one.digest()));
        opened(one.row()).ifPresent(snapshot -> found.put(customer, snapshot));
      }
    }
    return found;
  }

  private record Found(UUID digest, SnapshotRow row) {}

  private List<Found> stored(StatelessSession session, List<UUID> some) {
    return session
        .createSelectionQuery(
            """
            select s.digest, m from Snapshot m join Subject s on m.subject = s.id
            where s.tenant = :tenant and s.digest in :digests and m.kind = :kind""",
            Found.class)
        .setParameter("tenant", tenant)
        .setParameterList("digests", some)
        .setParameter("kind", kind)
        .getResultList();
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
    putAll(Map.of(customer, snapshot));
  }

  /** {@inheritDoc} In one transaction per 1,000. */
  @Override
  public void putAll(Map<CustomerId, Snapshot> snapshots) {
    Map<UUID, Snapshot> byDigest = new HashMap<>();
    snapshots.forEach((customer, snapshot) -> byDigest.put(digests.of(customer), snapshot));
    for (List<UUID> some : Chunks.of(byDigest.keySet())) {
      transactions.run("write snapshot", session -> written(session, some, byDigest));
    }
  }

  /** Writes those that may be kept and says how many. */
  private int written(StatelessSession session, List<UUID> some, Map<UUID, Snapshot> byDigest) {
    session.createNativeMutationQuery("set local synchronous_commit to off").executeUpdate();
    List<SubjectRow> subjects = locked(session, some);
    Map<UUID, Long> stored = positions(session, subjects);
    List<SnapshotRow> added = new ArrayList<>();
    List<SnapshotRow> changed = new ArrayList<>();
    for (SubjectRow subject : subjects) {
      Snapshot snapshot = Objects.requireNonNull(byDigest.get(subject.digest));
      @Nullable Long old = stored.get(subject.id);
      if (fits(snapshot, subject) && (old == null || old <= snapshot.cursor())) {
        row(subject, snapshot).ifPresent((old == null ? added : changed)::add);
      }
    }
    session.insertMultiple(added);
    session.updateMultiple(changed);
    return added.size() + changed.size();
  }

  /** In the order of {@link Groups#inLockOrder}: nobody who appends waits for us while we do. */
  private List<SubjectRow> locked(StatelessSession session, List<UUID> some) {
    return session
        .createSelectionQuery(
            """
            from Subject where tenant = :tenant and digest in :digests
            order by case when owner = id then 0 else 1 end, digest""",
            SubjectRow.class)
        .setParameter("tenant", tenant)
        .setParameterList("digests", some)
        .setHibernateLockMode(LockMode.PESSIMISTIC_READ)
        .getResultList();
  }

  /** Where the snapshots stand that are there. */
  private Map<UUID, Long> positions(StatelessSession session, List<SubjectRow> subjects) {
    List<UUID> ids = subjects.stream().map(subject -> subject.id).toList();
    return session
        .createSelectionQuery(
            "select subject, position from Snapshot where subject in :ids and kind = :kind",
            Stored.class)
        .setParameterList("ids", ids)
        .setParameter("kind", kind)
        .getResultStream()
        .collect(Collectors.toMap(Stored::subject, Stored::position));
  }

  private record Stored(UUID subject, long position) {}

  private static boolean fits(Snapshot snapshot, SubjectRow owner) {
    return owner.mergedInto == null
        && snapshot.cursor() > owner.changedPosition
        && snapshot.cursor() <= owner.lastPosition;
  }

  /** The row, sealed; empty if the customer's key was destroyed. */
  private Optional<SnapshotRow> row(SubjectRow subject, Snapshot snapshot) {
    return sealing
        .find(subject.id)
        .map(
            seal -> {
              SnapshotRow row = new SnapshotRow(subject, kind);
              row.position = snapshot.cursor();
              return sealing.sealed(seal, row, snapshot.bytes());
            });
  }
}
