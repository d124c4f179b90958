package dev.ricordo.internal;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The only writer of the customers that hash to it: a lock and a kernel. Hold {@link #lock} for
 * whatever is done with the fold or with a customer's memory.
 */
final class Lane {

  final ReentrantLock lock = new ReentrantLock();
  final Fold fold;

  Lane(Fold fold) {
    this.fold = fold;
  }
}
