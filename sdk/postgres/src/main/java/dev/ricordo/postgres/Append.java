package dev.ricordo.postgres;

import dev.ricordo.spi.Appended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** One append within one transaction. Used once. */
/*
 * Who may write a subject's events holds the lock of its row, so positions have no gaps and an
 * erasure is either before or after. The rows are locked before tombstones are read: what is read is
 * then true until the commit. A newcomer has no row to lock. Its insertion takes the lock's part, and
 * tombstones are read again behind it: an erasure of the same newcomer holds the same unique place
 * until its commit. Lost races end in a unique violation or a Raced, and the caller starts again.
 *
 * A visitor who was merged counts its events with its owner, whose row is locked after the visitor's
 * own. That may meet somebody who locks the other way round; the database then ends one of the two,
 * which starts again. Positions are taken under the owner's lock, so they rise along its journal.
 *
 * Nothing of a customer whose events are all withheld is written, not even for a moment.
 */
final class Append {

  private final StatelessSession session;
  private final String tenant;
  private final Instant now;

  private final Map<UUID, SubjectRow> subjects = new HashMap<>();
  private final Map<UUID, SubjectRow> owners = new HashMap<>();
  private final Map<UUID, SubjectRow> newcomers = new LinkedHashMap<>();
  private final Set<SubjectRow> moved = new HashSet<>();
  private final List<EventRow> rows = new ArrayList<>();

  Append(StatelessSession session, String tenant, Instant now) {
    this.session = session;
    this.tenant = tenant;
    this.now = now;
  }

  List<Appended> all(List<Delivery> deliveries) {
    Set<UUID> customers = distinct(deliveries);
    lock(customers);
    lockOwners();
    Map<UUID, Instant> erased = tombstones(customers);
    Set<UUID> known = known(deliveries);
    Iterator<Long> positions = Groups.positions(session, deliveries.size()).iterator();
    List<Appended> outcomes = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      outcomes.add(decide(delivery, erased.get(delivery.customer()), known, positions));
    }
    write(erased);
    return outcomes;
  }

  private static Set<UUID> distinct(List<Delivery> deliveries) {
    Set<UUID> customers = new HashSet<>();
    deliveries.forEach(delivery -> customers.add(delivery.customer()));
    return customers;
  }

  private void lock(Collection<UUID> customers) {
    for (List<UUID> some : Chunks.of(customers)) {
      session
          .createSelectionQuery(
              "from Subject where tenant = :tenant and digest in (:digests) order by digest",
              SubjectRow.class)
          .setParameter("tenant", tenant)
          .setParameterList("digests", some)
          .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
          .getResultList()
          .forEach(subject -> subjects.put(subject.digest, subject));
    }
  }

  private void lockOwners() {
    subjects.values().stream()
        .filter(subject -> subject.owner.equals(subject.id))
        .forEach(subject -> owners.put(subject.id, subject));
    List<UUID> others =
        subjects.values().stream()
            .map(subject -> subject.owner)
            .filter(owner -> !owners.containsKey(owner))
            .distinct()
            .toList();
    for (List<UUID> some : Chunks.of(others)) {
      session
          .createSelectionQuery("from Subject where id in (:ids) order by digest", SubjectRow.class)
          .setParameterList("ids", some)
          .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
          .getResultList()
          .forEach(owner -> owners.put(owner.id, owner));
    }
  }

  private Map<UUID, Instant> tombstones(Collection<UUID> customers) {
    Map<UUID, Instant> erased = new HashMap<>();
    for (List<UUID> some : Chunks.of(customers)) {
      session
          .createSelectionQuery(
              "from Tombstone where tenant = :tenant and digest in (:digests)", TombstoneRow.class)
          .setParameter("tenant", tenant)
          .setParameterList("digests", some)
          .getResultList()
          .forEach(tombstone -> erased.put(tombstone.digest, tombstone.erasedAt));
    }
    return erased;
  }

  private Set<UUID> known(List<Delivery> deliveries) {
    Set<UUID> known = new HashSet<>();
    for (List<UUID> some : Chunks.of(deliveries.stream().map(Delivery::digest).toList())) {
      known.addAll(
          session
              .createSelectionQuery(
                  "select digest from Event where tenant = :tenant and digest in (:digests)",
                  UUID.class)
              .setParameter("tenant", tenant)
              .setParameterList("digests", some)
              .getResultList());
    }
    return known;
  }

  private Appended decide(
      Delivery delivery, @Nullable Instant erasedAt, Set<UUID> known, Iterator<Long> positions) {
    if (erasedAt != null && !delivery.at().isAfter(erasedAt)) {
      return new Appended.Forgotten();
    }
    if (!known.add(delivery.digest())) {
      return new Appended.Duplicate();
    }
    SubjectRow subject = subjects.computeIfAbsent(delivery.customer(), c -> enrol(delivery));
    SubjectRow owner = owner(subject);
    long previous = owner.lastPosition;
    owner.lastPosition = positions.next();
    if (previous == 0) {
      owner.changedPosition = owner.lastPosition - 1;
    }
    moved.add(owner);
    rows.add(new EventRow(subject, owner.lastPosition, delivery, now));
    return new Appended.Accepted(owner.lastPosition, previous);
  }

  private SubjectRow owner(SubjectRow subject) {
    SubjectRow owner = owners.get(subject.owner);
    if (owner == null) {
      throw new Failures.Raced();
    }
    return owner;
  }

  private SubjectRow enrol(Delivery delivery) {
    byte[] customer = Text.write("customer", delivery.event().customer().value());
    SubjectRow subject = new SubjectRow(tenant, delivery.customer(), customer, now);
    newcomers.put(subject.digest, subject);
    owners.put(subject.id, subject);
    return subject;
  }

  private void write(Map<UUID, Instant> erased) {
    if (rows.isEmpty()) {
      return;
    }
    if (!newcomers.isEmpty()) {
      session.insertMultiple(inLockOrder(newcomers.values()));
      requireUnchanged(erased);
    }
    moved.removeAll(newcomers.values());
    if (!moved.isEmpty()) {
      session.updateMultiple(inLockOrder(moved));
    }
    session.insertMultiple(rows);
  }

  private void requireUnchanged(Map<UUID, Instant> erased) {
    Map<UUID, Instant> present = tombstones(newcomers.keySet());
    if (!erased.entrySet().containsAll(present.entrySet())) {
      throw new Failures.Raced();
    }
  }

  private static List<SubjectRow> inLockOrder(Collection<SubjectRow> subjects) {
    return subjects.stream()
        .sorted(Comparator.comparing(subject -> subject.digest.toString()))
        .toList();
  }
}
