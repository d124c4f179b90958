package dev.ricordo.collective;

/**
 * What one event adds to the counts: a step to its item from each of the customer's ten previous
 * ones, fading with distance.
 *
 * <pre>
 *   for k = 1 ... 10, x_k the item k events ago, x_k != i:   N(x_k, i) += w round(2^16 * 0.8^(k-1))
 * </pre>
 *
 * <p>w is the weight of the event's kind, see {@link dev.ricordo.base.KindWeights}.
 *
 * <p>In the terms of <i>Nested Learning</i> a linear associative memory with one-hot keys and
 * values whose writes are summed over customers.
 */
public final class Transitions {

  /** How many previous items an event is linked to. */
  public static final int WINDOW = 10;

  /** What a step fades to with each event in between. */
  public static final double FADE = 0.8;

  /** One step in fixed point: 2^16. */
  public static final long ONE = 1L << 16;

  private static final long[] INCREMENTS = new long[WINDOW];

  static {
    double weight = 1;
    for (int k = 0; k < WINDOW; k++) {
      INCREMENTS[k] = Math.round(ONE * weight);
      weight *= FADE;
    }
  }

  /** Receives the amount by which a cell changes. */
  @FunctionalInterface
  interface Receiver {
    void add(int from, int to, long amount);
  }

  private Transitions() {}

  /**
   * Tells the receiver what an event adds.
   *
   * @param before the customer's items before the event
   * @param item the event's item
   * @param weight how many steps the event counts for
   */
  static void of(LastItems before, int item, int weight, Receiver receiver) {
    int window = before.size();
    for (int lag = 1; lag <= window; lag++) {
      int from = before.get(lag);
      if (from != item) {
        receiver.add(from, item, weight * INCREMENTS[lag - 1]);
      }
    }
  }
}
