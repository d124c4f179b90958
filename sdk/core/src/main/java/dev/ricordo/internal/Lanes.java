package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All lanes, and who is whose visitor. A customer hashes to a lane, a lock whose holder is the
 * customer's only writer; a visitor who was merged belongs to its owner's lane. Thread-safe.
 */
/*
 * Whom a visitor belongs to changes only under the locks of the lanes of both owners, the one before
 * and the one after. Who locks looks up the owners first, then locks, then looks again: if a merge
 * came in between, it starts again. Lanes are always locked in the order of their numbers.
 */
final class Lanes {

  /** Batches of a hundred customers seldom meet in one. */
  private static final int COUNT = 1 << 14;

  private static final int SPREAD = 0x9E3779B9; // 2^32 over the golden ratio

  /** Thrown to whoever asks lanes that another base's lanes have taken the place of. */
  static final class Retired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Retired() {
      super("another base is in place", null, false, false);
    }
  }

  private final ReentrantLock[] lanes = new ReentrantLock[COUNT];

  /** Changes under all locks. */
  private boolean retired;

  /** Whom a visitor was merged into, who may be merged further. */
  private final Map<CustomerId, CustomerId> merged = new ConcurrentHashMap<>();

  /** Who was merged into somebody, without whoever was merged into these. */
  private final Map<CustomerId, Set<CustomerId>> visitors = new ConcurrentHashMap<>();

  private final LongAdder regrouped = new LongAdder();

  Lanes() {
    for (int i = 0; i < COUNT; i++) {
      lanes[i] = new ReentrantLock();
    }
  }

  /** Whose memory a customer's events go to. */
  CustomerId owner(CustomerId customer) {
    CustomerId owner = customer;
    for (CustomerId into = customer; into != null; into = merged.get(into)) {
      owner = into;
    }
    return owner;
  }

  /** Whether someone is this visitor, or was merged into it. */
  boolean cameWith(CustomerId visitor, CustomerId someone) {
    for (CustomerId into = someone; into != null; into = merged.get(into)) {
      if (into.equals(visitor)) {
        return true;
      }
    }
    return false;
  }

  /** Everyone who is one with a customer, who is among them. */
  Set<CustomerId> oneWith(CustomerId customer) {
    return withVisitors(owner(customer));
  }

  private Set<CustomerId> withVisitors(CustomerId owner) {
    Set<CustomerId> everyone = new LinkedHashSet<>();
    Deque<CustomerId> ahead = new ArrayDeque<>(List.of(owner));
    while (!ahead.isEmpty()) {
      CustomerId one = ahead.remove();
      if (everyone.add(one)) {
        ahead.addAll(visitors.getOrDefault(one, Set.of()));
      }
    }
    return everyone;
  }

  /** Hold the locks of both owners. */
  void join(CustomerId visitor, CustomerId into) {
    put(visitor, into);
    regrouped.increment();
  }

  private void put(CustomerId visitor, CustomerId into) {
    remove(visitor);
    merged.put(visitor, into);
    visitors.compute(
        into,
        (name, present) -> {
          Set<CustomerId> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(visitor);
          return all;
        });
  }

  private void remove(CustomerId visitor) {
    CustomerId into = merged.remove(visitor);
    if (into != null) {
      visitors.computeIfPresent(
          into,
          (name, present) -> {
            present.remove(visitor);
            return present.isEmpty() ? null : present;
          });
    }
  }

  /** Takes a visitor out of its owner. Hold the locks of both. */
  void part(CustomerId visitor) {
    remove(visitor);
    regrouped.increment();
  }

  /** Forgets who came with an owner. Hold the owner's lock. */
  void scatter(CustomerId owner) {
    Set<CustomerId> everyone = withVisitors(owner);
    everyone.remove(owner);
    everyone.forEach(this::remove);
    regrouped.increment();
  }

  /** How often somebody joined another, or left. */
  long regrouped() {
    return regrouped.sum();
  }

  /** Takes over all merges. Hold all locks of both. */
  void takeMerged(Lanes others) {
    others.merged.forEach(this::put);
  }

  /** Puts others in place of all merges. Hold all locks. */
  void replaceMerged(Map<CustomerId, CustomerId> visitorsAndInto) {
    merged.clear();
    visitors.clear();
    visitorsAndInto.forEach(this::put);
  }

  private static int number(CustomerId customer) {
    int hash = customer.value().hashCode() * SPREAD;
    return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
  }

  /** Does something for a customer's owner under the lock of its lane. */
  <T> T locked(CustomerId customer, Function<CustomerId, T> action) {
    return locked(List.of(customer), owners -> action.apply(owners.iterator().next()));
  }

  /** Does something for the customers' owners under the locks of their lanes. */
  <T> T locked(Collection<CustomerId> customers, Function<Set<CustomerId>, T> action) {
    return locked(customers, Set.of(), action);
  }

  /**
   * Does something for the customers' owners under the locks of their lanes.
   *
   * @param others whose own lanes are to be locked too, whoever their owner is
   */
  <T> T locked(
      Collection<CustomerId> customers,
      Set<CustomerId> others,
      Function<Set<CustomerId>, T> action) {
    while (true) {
      Set<CustomerId> owners = owners(customers);
      List<ReentrantLock> needed = lanes(Stream.concat(owners.stream(), others.stream()));
      needed.forEach(ReentrantLock::lock);
      try {
        requireNotRetired();
        if (owners(customers).equals(owners)) {
          return action.apply(owners);
        }
      } finally {
        needed.forEach(ReentrantLock::unlock);
      }
    }
  }

  /**
   * Does something under the lock of a customer's own lane, whoever owns it; nothing if another
   * base's lanes have taken the place of these.
   */
  void alone(CustomerId customer, Runnable action) {
    ReentrantLock lane = lanes[number(customer)];
    lane.lock();
    try {
      if (!retired) {
        action.run();
      }
    } finally {
      lane.unlock();
    }
  }

  private Set<CustomerId> owners(Collection<CustomerId> customers) {
    Set<CustomerId> owners = new HashSet<>();
    customers.forEach(customer -> owners.add(owner(customer)));
    return owners;
  }

  private List<ReentrantLock> lanes(Stream<CustomerId> owners) {
    return owners.map(Lanes::number).distinct().sorted().map(number -> lanes[number]).toList();
  }

  private void requireNotRetired() {
    if (retired) {
      throw new Retired();
    }
  }

  /** Refuses whoever comes later. Hold all locks. */
  void retire() {
    retired = true;
  }

  /** Does something under the locks of all lanes. */
  void lockedAll(Runnable action) {
    for (ReentrantLock lane : lanes) {
      lane.lock();
    }
    try {
      requireNotRetired();
      action.run();
    } finally {
      for (ReentrantLock lane : lanes) {
        lane.unlock();
      }
    }
  }
}
