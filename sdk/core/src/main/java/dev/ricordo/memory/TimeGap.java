package dev.ricordo.memory;

import dev.ricordo.base.Shape;

/**
 * Sorts the time since the customer's previous event into buckets that double twice from one to the
 * next: 1 s, 4 s, 16 s, ... about 8.5 years.
 */
public final class TimeGap {

  /** Bucket of a customer's first event. */
  public static final int NONE = 0;

  private TimeGap() {}

  /**
   * {@code 1 + min(14, floor(log2(max(seconds, 1)) / 2))}.
   *
   * @param seconds since the previous event; clocks that step back give 0 or less and count as 0
   * @return a row of the gap embedding, 1 to 15
   */
  public static int bucket(long seconds) {
    int log2 = 63 - Long.numberOfLeadingZeros(Math.max(seconds, 1));
    return 1 + Math.min(Shape.GAPS - 2, log2 / 2);
  }
}
