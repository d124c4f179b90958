package dev.ricordo.postgres;

import dev.ricordo.spi.Appended;
import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** One append within one transaction. Used once. */
/*
 * Who may write a subject's events holds the lock of its row, so an erasure is either before or
 * after. The rows are locked before tombstones are read: what is read is then true until the commit.
 * A newcomer has no row to lock. Its insertion takes the lock's part, and tombstones are read again
 * behind it: an erasure of the same newcomer holds the same unique place until its commit. Lost races
 * end in a unique violation, a deadlock or a Raced, and the caller starts again.
 *
 * A visitor who was merged counts its events with its owner, which is locked too. Positions are taken
 * under the owner's lock, so they rise along its journal; a newcomer's, before its insertion, which
 * one of two rivals loses together with its positions.
 *
 * Nothing of a customer whose events are all withheld is written, not even for a moment. A newcomer's
 * key is on the disk before the row that needs it; if the transaction fails, the key is of nobody.
 */
final class Append {

  /**
   * New ids for newcomers, the same in every attempt of the transaction, so that a lost race leaves
   * no further keys in the vault. Used by one thread at a time.
   */
  static final class NewIds {

    private final Map<UUID, UUID> ids = new HashMap<>();

    UUID of(UUID digest) {
      return ids.computeIfAbsent(digest, d -> UUID.randomUUID());
    }
  }

  /** An event that was never delivered before, and one of the positions for such events. */
  private record Booked(UUID digest, long position) {}

  private final StatelessSession session;
  private final String tenant;
  private final Sealing sealing;
  private final NewIds newIds;
  private final Instant now;

  private final Map<UUID, SubjectRow> subjects = new HashMap<>();
  private final Map<UUID, SubjectRow> byId = new HashMap<>();
  private final Map<UUID, Seal> seals = new HashMap<>();
  private final Set<SubjectRow> moved = new HashSet<>();
  private final SortedSet<Long> positions = new TreeSet<>();
  private final List<EventRow> rows = new ArrayList<>();

  /**
   * @param now when the events are accepted, to the microsecond
   */
  Append(StatelessSession session, String tenant, Sealing sealing, NewIds newIds, Instant now) {
    this.session = session;
    this.tenant = tenant;
    this.sealing = sealing;
    this.newIds = newIds;
    this.now = now;
  }

  List<Appended> all(List<Delivery> deliveries) {
    Set<UUID> customers = new HashSet<>();
    deliveries.forEach(delivery -> customers.add(delivery.customer()));
    Groups.lockWithOwners(session, tenant, customers).forEach(this::add);
    Map<UUID, Instant> erased = tombstones(customers);
    List<@Nullable Appended> refusals = refusals(deliveries, erased);
    enrol(deliveries, refusals, erased);
    List<Appended> outcomes = accept(deliveries, refusals);
    write();
    return outcomes;
  }

  private void add(SubjectRow subject) {
    subjects.put(subject.digest, subject);
    byId.put(subject.id, subject);
  }

  private Map<UUID, Instant> tombstones(Collection<UUID> customers) {
    Map<UUID, Instant> erased = new HashMap<>();
    session
        .createNativeQuery(
            """
            select t.* from {h-schema}tombstone t
            where t.tenant = :tenant and t.digest = any(:digests)""",
            TombstoneRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digests", customers.toArray(UUID[]::new))
        .getResultList()
        .forEach(tombstone -> erased.put(tombstone.digest, tombstone.erasedAt));
    return erased;
  }

  /** Why an event is not accepted; null where it is. */
  private List<@Nullable Appended> refusals(List<Delivery> deliveries, Map<UUID, Instant> erased) {
    List<@Nullable Appended> refusals = new ArrayList<>(deliveries.size());
    Set<UUID> wanted = new TreeSet<>();
    for (Delivery delivery : deliveries) {
      Instant erasedAt = erased.get(delivery.customer());
      if (erasedAt != null && !delivery.at().isAfter(erasedAt)) {
        refusals.add(new Appended.Forgotten());
      } else {
        refusals.add(wanted.add(delivery.digest()) ? null : new Appended.Duplicate());
      }
    }
    if (!wanted.isEmpty()) {
      Set<UUID> fresh = book(wanted);
      for (int i = 0; i < refusals.size(); i++) {
        if (refusals.get(i) == null && !fresh.contains(deliveries.get(i).digest())) {
          refusals.set(i, new Appended.Duplicate());
        }
      }
    }
    return refusals;
  }

  /**
   * Books events and takes a position for each that was never delivered before, unless somebody
   * halts the tenant's positions: then it waits. Whoever delivers the same one at the same time
   * waits for this commit.
   *
   * @param digests sorted, so that two who wait for each other's cannot be
   * @return those that were never delivered before
   */
  private Set<UUID> book(Set<UUID> digests) {
    Set<UUID> fresh = new HashSet<>();
    session
        .createNativeQuery(
            "with shared as ("
                + Positions.SHARE
                + """
                ), fresh as (
                  insert into {h-schema}delivery (tenant, digest)
                  select :tenant, unnest(:digests) from shared
                  on conflict do nothing returning digest)
                select digest, nextval('ricordo.acceptance') from fresh""",
            Booked.class)
        .setParameter("tenant", tenant)
        .setParameter("digests", digests.toArray(UUID[]::new))
        .getResultList()
        .forEach(
            booked -> {
              fresh.add(booked.digest());
              positions.add(booked.position());
            });
    return fresh;
  }

  private void enrol(
      List<Delivery> deliveries, List<@Nullable Appended> refusals, Map<UUID, Instant> erased) {
    Map<UUID, Delivery> first = new LinkedHashMap<>();
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      if (refusals.get(i) == null && !subjects.containsKey(delivery.customer())) {
        first.putIfAbsent(delivery.customer(), delivery);
      }
    }
    if (!first.isEmpty()) {
      seals.putAll(sealing.create(first.keySet().stream().map(newIds::of).toList()));
      List<SubjectRow> newcomers = first.values().stream().map(this::newcomer).toList();
      session.insertMultiple(Groups.inLockOrder(newcomers));
      newcomers.forEach(this::add);
      requireUnchanged(first.keySet(), erased);
    }
  }

  private SubjectRow newcomer(Delivery delivery) {
    UUID id = newIds.of(delivery.customer());
    byte[] customer = sealing.sealCustomer(seal(id), id, delivery.event().customer());
    return new SubjectRow(tenant, delivery.customer(), id, customer, now);
  }

  private void requireUnchanged(Collection<UUID> newcomers, Map<UUID, Instant> erased) {
    if (!erased.entrySet().containsAll(tombstones(newcomers).entrySet())) {
      throw new Failures.Raced();
    }
  }

  private List<Appended> accept(List<Delivery> deliveries, List<@Nullable Appended> refusals) {
    Iterator<Long> ascending = positions.iterator();
    List<Appended> outcomes = new ArrayList<>(deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      Appended refusal = refusals.get(i);
      outcomes.add(refusal != null ? refusal : accept(deliveries.get(i), ascending.next()));
    }
    return outcomes;
  }

  private Appended accept(Delivery delivery, long position) {
    SubjectRow subject = Objects.requireNonNull(subjects.get(delivery.customer()));
    SubjectRow owner = Objects.requireNonNull(byId.get(subject.owner));
    long previous = owner.lastPosition;
    owner.lastPosition = position;
    if (previous == 0) {
      owner.changedPosition = position - 1;
    }
    moved.add(owner);
    byte[] sealed = sealing.sealEvent(seal(subject.id), subject.id, position, delivery.payload());
    rows.add(new EventRow(subject, position, delivery.digest(), acceptedAt(subject), sealed));
    return new Appended.Accepted(position, previous);
  }

  private Seal seal(UUID subject) {
    return seals.computeIfAbsent(
        subject, id -> sealing.find(id).orElseThrow(() -> Failures.keyDestroyed(id)));
  }

  /** Never before the enrolment, whatever the clock says: readers leave older partitions out. */
  private Instant acceptedAt(SubjectRow subject) {
    return now.isBefore(subject.enrolledAt) ? subject.enrolledAt : now;
  }

  private void write() {
    if (!rows.isEmpty()) {
      moveOwners();
      session.insertMultiple(rows);
    }
  }

  /** One statement for all, where entity by entity would be the most of an append's time. */
  private void moveOwners() {
    session
        .createNativeMutationQuery(
            """
            update {h-schema}subject s set last_position = m.last, changed_position = m.changed
            from unnest(:ids, :last, :changed) as m(id, last, changed) where s.id = m.id""")
        .setParameter("ids", moved.stream().map(owner -> owner.id).toArray(UUID[]::new))
        .setParameter("last", moved.stream().map(owner -> owner.lastPosition).toArray(Long[]::new))
        .setParameter(
            "changed", moved.stream().map(owner -> owner.changedPosition).toArray(Long[]::new))
        .executeUpdate();
  }
}
