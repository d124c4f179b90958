package dev.ricordo.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** As many folds as threads need one at the same time, used again and again. Thread-safe. */
/*
 * A fold has the kernel's scratch space, some tens of kilobytes, and is needed for microseconds: one
 * for each lane would be thousands, and one for each thread would outlive the base.
 */
final class Folds {

  private final Supplier<Fold> make;
  private final Queue<Fold> idle = new ConcurrentLinkedQueue<>();

  Folds(Supplier<Fold> make) {
    this.make = make;
  }

  /** Does something with a fold that nobody else uses meanwhile. */
  <T> T use(Function<Fold, T> work) {
    Fold free = idle.poll();
    Fold fold = free == null ? make.get() : free;
    try {
      return work.apply(fold);
    } finally {
      idle.add(fold);
    }
  }
}
