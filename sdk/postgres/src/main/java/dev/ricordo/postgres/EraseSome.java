package dev.ricordo.postgres;

import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The erasure of some of a customer's events, or the correction of one. Used once. */
/*
 * Rows that are gone for us live on in dead tuples, in the write-ahead log and in dumps, where only
 * the want of a key keeps them shut. So every subject that loses an event becomes another subject,
 * with a key of its own, and so does the owner, whose snapshots hold what all of the group's events
 * did. What stays is sealed again under the new keys, at the same positions; the old keys are
 * destroyed behind the commit, as in Erase.
 */
final class EraseSome {

  private final StatelessSession session;
  private final String tenant;
  private final Sealing sealing;
  private final Append.NewIds newIds;

  private final Map<UUID, UUID> renamed = new HashMap<>();

  /** What takes the place of an event that goes, by the digest of its id. */
  private final Map<UUID, byte[]> instead = new HashMap<>();

  /**
   * @param newIds by the subjects' old ids
   */
  EraseSome(StatelessSession session, String tenant, Sealing sealing, Append.NewIds newIds) {
    this.session = session;
    this.tenant = tenant;
    this.sealing = sealing;
    this.newIds = newIds;
  }

  /**
   * @param customer one of the group
   * @param digests of the events' ids
   * @param locked is called when nobody else can change anything of the group, and nothing is
   *     removed yet, if anything is to be
   */
  Erase.Erased erase(UUID customer, Set<UUID> digests, Instant at, Runnable locked) {
    List<SubjectRow> group = Groups.locked(session, tenant, customer);
    return erase(group, losing(group, digests), digests, at, locked);
  }

  /**
   * Puts an event right.
   *
   * @param right what takes the place of the event of the same id and customer, unless the customer
   *     was forgotten at that time or later
   * @param locked as with an erasure
   */
  Erase.Erased replace(Delivery right, Instant at, Runnable locked) {
    List<SubjectRow> group = Groups.locked(session, tenant, right.customer());
    List<SubjectRow> whose = group.stream().filter(s -> s.digest.equals(right.customer())).toList();
    if (!forgotten(right)) {
      instead.put(right.digest(), right.payload());
    }
    Set<UUID> digests = Set.of(right.digest());
    return erase(group, losing(whose, digests), digests, at, locked);
  }

  private boolean forgotten(Delivery event) {
    TombstoneRow tombstone =
        session.get(TombstoneRow.class, new TombstoneRow.Grave(tenant, event.customer()));
    return tombstone != null && !event.at().isAfter(tombstone.erasedAt);
  }

  private Erase.Erased erase(
      List<SubjectRow> group, Set<UUID> losing, Set<UUID> digests, Instant at, Runnable locked) {
    if (losing.isEmpty()) {
      return new Erase.Erased(0, List.of(), 0);
    }
    locked.run();
    new PanelDebts(session, tenant, group).some(digests, since(group), at);
    EpochChanges.count(session, tenant, group);
    SubjectRow owner = Groups.owner(group);
    losing.add(owner.id);
    List<SubjectRow> changing = group.stream().filter(s -> losing.contains(s.id)).toList();
    List<ErasedRow> erased = changing.stream().map(s -> new ErasedRow(s, at)).toList();
    changing.forEach(subject -> renamed.put(subject.id, newIds.of(subject.id)));
    Map<UUID, Seal> seals = sealing.create(renamed.values());
    dropSnapshots(group);
    long events = sealAgain(changing, seals, digests);
    rename(group, seals);
    Groups.mark(session, owner);
    session.updateMultiple(group);
    long number = Groups.count(session, tenant, List.of(owner));
    session.insertMultiple(erased);
    return new Erase.Erased(events, erased.stream().map(row -> row.subject).toList(), number);
  }

  /** Subjects that have one of the events. */
  private Set<UUID> losing(List<SubjectRow> group, Set<UUID> digests) {
    if (group.isEmpty() || digests.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        session
            .createNativeQuery(
                """
                select distinct e.subject from {h-schema}event e
                where e.subject = any(:ids) and e.tenant = :tenant and e.accepted_at >= :since
                  and e.digest = any(:digests)""",
                UUID.class)
            .setParameter("ids", ids(group))
            .setParameter("tenant", tenant)
            .setParameter("since", since(group))
            .setParameter("digests", digests.toArray(UUID[]::new))
            .getResultList());
  }

  /** Readers leave older partitions out, and so may we. */
  private static Instant since(List<SubjectRow> subjects) {
    return subjects.stream()
        .map(subject -> subject.enrolledAt)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static UUID[] ids(List<SubjectRow> subjects) {
    return subjects.stream().map(subject -> subject.id).toArray(UUID[]::new);
  }

  private void dropSnapshots(List<SubjectRow> group) {
    session
        .createMutationQuery("delete from Snapshot where subject in (:ids)")
        .setParameterList("ids", List.of(ids(group)))
        .executeUpdate();
  }

  /**
   * @return how many events were removed
   */
  private long sealAgain(List<SubjectRow> changing, Map<UUID, Seal> seals, Set<UUID> digests) {
    Map<UUID, Seal> before = new HashMap<>();
    List<EventRow> rows = events(changing);
    List<EventRow> kept = new ArrayList<>();
    for (EventRow row : rows) {
      Seal old = before.computeIfAbsent(row.subject, this::present);
      payload(row, old, digests)
          .ifPresent(p -> kept.add(sealing.moved(row, renamed(row.subject), seals, p)));
    }
    session
        .createNativeMutationQuery(
            "delete from {h-schema}event where subject = any(:ids) and tenant = :tenant")
        .setParameter("ids", ids(changing))
        .setParameter("tenant", tenant)
        .executeUpdate();
    session.insertMultiple(kept);
    return rows.size() - (long) kept.size();
  }

  /** What stands in the place of a row from now on, if anything does. */
  private Optional<byte[]> payload(EventRow row, Seal seal, Set<UUID> digests) {
    return digests.contains(row.digest)
        ? Optional.ofNullable(instead.get(row.digest))
        : Optional.of(sealing.event(seal, row));
  }

  private List<EventRow> events(List<SubjectRow> subjects) {
    return session
        .createSelectionQuery(
            """
            from Event where subject in (:ids) and tenant = :tenant and acceptedAt >= :since""",
            EventRow.class)
        .setParameterList("ids", List.of(ids(subjects)))
        .setParameter("tenant", tenant)
        .setParameter("since", since(subjects))
        .getResultList();
  }

  private Seal present(UUID subject) {
    return sealing.find(subject).orElseThrow(() -> Failures.keyDestroyed(subject));
  }

  private UUID renamed(UUID subject) {
    return renamed.getOrDefault(subject, subject);
  }

  /** Gives subjects their new ids. The rows name one another, so for a moment none does. */
  private void rename(List<SubjectRow> group, Map<UUID, Seal> seals) {
    session
        .createNativeMutationQuery(
            "update {h-schema}subject set merged_into = null, owner = id where id = any(:ids)")
        .setParameter("ids", ids(group))
        .executeUpdate();
    for (SubjectRow subject : group) {
      UUID old = subject.id;
      @Nullable UUID into = subject.mergedInto;
      subject.id = renamed(old);
      subject.owner = renamed(subject.owner);
      subject.mergedInto = into == null ? null : renamed(into);
      if (!subject.id.equals(old)) {
        rename(subject, old, Objects.requireNonNull(seals.get(subject.id)));
      }
    }
  }

  private void rename(SubjectRow subject, UUID old, Seal seal) {
    byte[] customer =
        sealing.sealCustomer(
            seal,
            subject.id,
            sealing.customer(present(old), old, subject.format, subject.customer));
    session
        .createNativeMutationQuery(
            """
            update {h-schema}subject set id = :id, owner = :id, customer = :customer
            where id = :old""")
        .setParameter("id", subject.id)
        .setParameter("customer", customer)
        .setParameter("old", old)
        .executeUpdate();
  }
}
