package dev.ricordo.internal;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.SumsAhead;
import dev.ricordo.memory.RecentItems;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The collective sums behind a lock: many readers or one writer. Thread-safe. */
final class CollectiveLevel {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final CollectiveRules rules;
  private final Engine.Settings settings;
  private CollectiveSums sums;
  private volatile long openEpoch;
  private volatile Runnable clockSetBack = () -> {};
  private volatile Optional<Instant> lastChange = Optional.empty();

  /**
   * @param settings where collective writes are switched off, nothing ever changes
   */
  CollectiveLevel(CollectiveRules rules, CollectiveSums sums, Engine.Settings settings) {
    this.rules = rules;
    this.sums = sums;
    this.settings = settings;
    openEpoch = sums.epoch();
  }

  /**
   * Has somebody told, once each time, that the clock was set back to before the epoch that is
   * open: what the later time took out of the sums is to be folded anew.
   */
  void onClockSetBack(Runnable told) {
    clockSetBack = told;
  }

  /** When the sums were last changed or put in place. */
  Optional<Instant> lastChange() {
    return lastChange;
  }

  /**
   * Opens the epoch of this second, if that is later than the open one.
   *
   * @param second since 1970, UTC
   */
  void open(long second) {
    long epoch = rules.epoch(second);
    if (epoch > openEpoch) {
      change(
          present -> {
            present.open(second);
            openEpoch = Math.max(openEpoch, epoch);
          });
    } else if (epoch < openEpoch && takeClockSetBack()) {
      clockSetBack.run();
    }
  }

  /**
   * Whether the clock is before the open epoch, and not just a caller who read it some time ago;
   * then the clock's epoch counts as open from now on.
   */
  private boolean takeClockSetBack() {
    lock.writeLock().lock();
    try {
      long epoch = rules.epoch(settings.clock().instant().getEpochSecond());
      boolean setBack = epoch < openEpoch;
      openEpoch = Math.min(openEpoch, epoch);
      return setBack;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Changes the sums in one step that no reader sees half of. */
  void change(Consumer<CollectiveSums> change) {
    if (!settings.collectiveWrites()) {
      return;
    }
    lock.writeLock().lock();
    try {
      change.accept(sums);
      lastChange = Optional.of(settings.clock().instant());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Gets ready to add sums at once, a little at a time beside those who read and change. One caller
   * at a time; {@link #add} or {@link #drop} follows.
   *
   * @param more not changed meanwhile
   */
  SumsAhead ahead(CollectiveSums more) {
    SumsAhead ahead = alone(() -> sums.ahead(more));
    while (copiedSome(ahead)) {
      ahead.addSome();
    }
    return ahead;
  }

  private boolean copiedSome(SumsAhead ahead) {
    lock.readLock().lock();
    try {
      return ahead.copySome();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Adds in one step that no reader sees half of. The sums are those that were got ready. */
  void add(SumsAhead ahead) {
    change(
        present -> {
          if (!ahead.isOf(present)) {
            throw new RicordoBug("other sums are in place");
          }
          ahead.putInPlace();
        });
  }

  /** What was got ready is not going to be added. */
  void drop(SumsAhead ahead) {
    alone(
        () -> {
          ahead.drop();
          return ahead;
        });
  }

  private SumsAhead alone(Supplier<SumsAhead> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Puts contributions in place of others. */
  void replace(List<Contribution> before, List<Contribution> after) {
    change(
        present -> {
          before.forEach(present::subtract);
          after.forEach(present::add);
        });
  }

  /** Puts other sums in place of the present ones. */
  void replace(CollectiveSums other) {
    if (!settings.collectiveWrites()) {
      return;
    }
    lock.writeLock().lock();
    try {
      sums = other;
      openEpoch = other.epoch();
      lastChange = Optional.of(settings.clock().instant());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Reads the sums as they are now, between two changes. */
  void read(Consumer<CollectiveSums> reader) {
    lock.readLock().lock();
    try {
      reader.accept(sums);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A copy of all that answers read once the customer's share is changed. */
  CollectiveSums excerpt(RecentItems recent, int lags, Contribution share) {
    lock.readLock().lock();
    try {
      return sums.excerpt(recent, lags, share);
    } finally {
      lock.readLock().unlock();
    }
  }

  long cells() {
    lock.readLock().lock();
    try {
      return sums.cells();
    } finally {
      lock.readLock().unlock();
    }
  }
}
