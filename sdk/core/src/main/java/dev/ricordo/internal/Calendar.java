package dev.ricordo.internal;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import java.util.Arrays;
import java.util.List;

/** Which events count in the sums that serve, by their position. Thread-safe. */
public final class Calendar {

  private final ConsolidationRules rules;
  private volatile State state;
  private volatile long edition;

  /** Ends of the closed epochs, rising, and whether each counts. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record State(long[] ends, boolean[] counting) {}

  /** Without a closed epoch. */
  public Calendar(ConsolidationRules rules) {
    this.rules = rules;
    state = state(List.of());
  }

  /** Takes over what is stored. */
  synchronized void read(List<Epoch> epochs) {
    State read = state(epochs);
    boolean same =
        Arrays.equals(read.ends, state.ends) && Arrays.equals(read.counting, state.counting);
    if (!same) {
      state = read;
      edition++;
    }
  }

  /**
   * Takes over what is stored, as it was when the edition was this one.
   *
   * @return false, and nothing is taken over, if it is another by now
   */
  synchronized boolean read(List<Epoch> epochs, long since) {
    if (edition != since) {
      return false;
    }
    read(epochs);
    return true;
  }

  /** A number that is another one once other events count. */
  long edition() {
    return edition;
  }

  private State state(List<Epoch> epochs) {
    long[] ends = new long[epochs.size()];
    boolean[] counting = new boolean[epochs.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = epochs.get(i).lastPosition();
      counting[i] = rules.counts(epochs.get(i).verdict());
    }
    return new State(ends, counting);
  }

  /** Whether an event accepted at a position is in the sums. */
  boolean counts(long position) {
    State present = state;
    int closed = present.ends.length;
    if (closed == 0 || position > present.ends[closed - 1]) {
      return rules.openCounts();
    }
    return present.counting[first(present.ends, position)];
  }

  /** Whether every event up to a position is in the sums. */
  boolean countsAllUpTo(long position) {
    State present = state;
    for (int epoch = 0; epoch < present.ends.length; epoch++) {
      if (!present.counting[epoch]) {
        return false;
      }
      if (position <= present.ends[epoch]) {
        return true;
      }
    }
    return rules.openCounts();
  }

  /** The first epoch that ends at a position or after it. */
  private static int first(long[] ends, long position) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
