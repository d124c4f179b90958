package dev.ricordo.internal;

import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.memory.RecentItems;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** The transition counts behind a lock: many readers or one writer. Thread-safe. */
final class CollectiveLevel {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private TransitionCounts counts = new TransitionCounts();

  /** Changes the counts in one step that no reader sees half of. */
  void change(Consumer<TransitionCounts> change) {
    lock.writeLock().lock();
    try {
      change.accept(counts);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Puts other counts in place of the present ones. */
  void replace(TransitionCounts other) {
    lock.writeLock().lock();
    try {
      counts = other;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Reads the counts as they are now, between two changes. */
  void read(Consumer<TransitionCounts> reader) {
    lock.readLock().lock();
    try {
      reader.accept(counts);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A copy of the rows of the last items, as they are now. */
  TransitionCounts excerpt(RecentItems recent, int lags) {
    lock.readLock().lock();
    try {
      return counts.excerpt(recent, lags);
    } finally {
      lock.readLock().unlock();
    }
  }

  long cells() {
    lock.readLock().lock();
    try {
      return counts.cells();
    } finally {
      lock.readLock().unlock();
    }
  }
}
