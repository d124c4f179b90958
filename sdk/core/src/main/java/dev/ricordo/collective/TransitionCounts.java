package dev.ricordo.collective;

import dev.ricordo.base.Readout;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;

/**
 * N and R: the sum of all customers' contributions, in fixed point, exact and subtractable in any
 * order.
 *
 * <p>Items are the numbers of one {@link dev.ricordo.catalogue.ItemIndex}. Not thread-safe: whoever
 * shares it locks it, many readers or one writer.
 */
/*
 * Every cell is kept twice, by the item that a step leaves and by the one it reaches, so that both
 * directions are read row by row. The second table is the first one transposed and nothing else.
 */
public final class TransitionCounts {

  private final CountTable from = new CountTable();
  private final CountTable to = new CountTable();

  /** How often each item was reached, in fixed point; and log(1 + that in steps). */
  private long[] reached = new long[16];

  private double[] popularity = new double[16];

  /** Adds what one event adds, see {@link Transitions}. */
  public void observe(RecentItems before, int item) {
    Transitions.of(before, item, this::add);
  }

  public void add(Contribution contribution) {
    contribution.forEach(this::add);
  }

  /** The inverse of {@link #add(Contribution)}, bit for bit. */
  public void subtract(Contribution contribution) {
    contribution.forEach((origin, item, amount) -> add(origin, item, -amount));
  }

  private void add(int origin, int item, long amount) {
    from.add(origin, item, amount);
    to.add(item, origin, amount);
    reach(item, amount);
  }

  private void reach(int item, long amount) {
    if (item >= reached.length) {
      int capacity = Math.max(item + 1, reached.length * 2);
      reached = Arrays.copyOf(reached, capacity);
      popularity = Arrays.copyOf(popularity, capacity);
    }
    reached[item] += amount;
    popularity[item] = StrictMath.log1p((double) reached[item] / Transitions.ONE);
  }

  /**
   * {@code log(1 + R'(i))} of every item, R' the sum of its column in steps: how often it was
   * reached.
   *
   * @param out {@code [n]}, overwritten
   */
  public void popularity(double[] out) {
    Arrays.fill(out, 0);
    System.arraycopy(popularity, 0, out, 0, Math.min(popularity.length, out.length));
  }

  /** N(from, to) in fixed point. */
  public long count(int origin, int item) {
    return from.get(origin, item);
  }

  /** R(from), the sum of the row, in fixed point. */
  public long total(int origin) {
    return from.total(origin);
  }

  /** The sum of the column N(., to), in fixed point: R of the transposed counts. */
  public long totalTo(int item) {
    return to.total(item);
  }

  /** Every cell N(origin, .) that is not 0, in no particular order. */
  public void forEachFrom(int origin, Contribution.Visitor visitor) {
    from.forEach(origin, visitor);
  }

  /** Every cell N(., item) that is not 0, in no particular order, named from it to the origins. */
  public void forEachTo(int item, Contribution.Visitor visitor) {
    to.forEach(item, visitor);
  }

  /** How many cells are not 0. */
  public long cells() {
    return from.cells();
  }

  /** Every cell that is not 0, in no particular order. */
  public void forEach(Contribution.Visitor visitor) {
    from.forEach(visitor);
  }

  /**
   * Adds the collective score of every item to an array:
   *
   * <pre>
   *   s(i) = sum over k of f^(k-1) N(x_k, i) / (R(x_k) + 2^16)
   * </pre>
   *
   * <p>A symmetric readout takes {@code N(x, i) + N(i, x)} for the count and the sum of these for
   * R.
   *
   * @param recent the customer's items; the last ten speak
   * @param scores {@code [n]}: s is added to it; items numbered n or higher are left out
   */
  public void score(RecentItems recent, Readout readout, double[] scores) {
    double weight = 1;
    int window = Math.min(Transitions.WINDOW, recent.size());
    for (int lag = 1; lag <= window; lag++) {
      int item = recent.get(lag);
      double total = from.total(item) + Transitions.ONE;
      if (readout.symmetric()) {
        total += to.total(item);
        to.addTo(scores, item, weight / total);
      }
      from.addTo(scores, item, weight / total);
      weight *= readout.fade();
    }
  }

  /**
   * Adds counts to an array with a weight of the caller's for each row, as steps, not divided by
   * anything:
   *
   * <pre>
   *   s(i) += sum over k of (forward[k-1] N(x_k, i) + backward[k-1] N(i, x_k)) / 2^16
   * </pre>
   *
   * @param recent the customer's items
   * @param forward {@code [K]}, K at most ten: the weight of the steps from the item k events ago
   * @param backward {@code [K]}: the weight of the steps towards it
   * @param scores {@code [n]}: s is added to it; items numbered n or higher are left out
   */
  public void score(RecentItems recent, double[] forward, double[] backward, double[] scores) {
    if (forward.length > Transitions.WINDOW || backward.length != forward.length) {
      throw new IllegalArgumentException(
          "weights: must be as many forward as backward and at most "
              + Transitions.WINDOW
              + ", are "
              + forward.length
              + " and "
              + backward.length);
    }
    int window = Math.min(forward.length, recent.size());
    for (int lag = 1; lag <= window; lag++) {
      int item = recent.get(lag);
      addTo(scores, from, item, forward[lag - 1]);
      addTo(scores, to, item, backward[lag - 1]);
    }
  }

  private static void addTo(double[] scores, CountTable table, int row, double weight) {
    if (weight != 0) {
      table.addTo(scores, row, weight / Transitions.ONE);
    }
  }

  /**
   * A copy of what answers from a customer's last items read: their rows, and how often each item
   * was reached.
   *
   * @param lags how many of the last items
   */
  public TransitionCounts excerpt(RecentItems recent, int lags) {
    TransitionCounts copy = new TransitionCounts();
    copy.reached = reached.clone();
    copy.popularity = popularity.clone();
    for (int lag = 1; lag <= Math.min(lags, recent.size()); lag++) {
      copy.from.copyRow(from, recent.get(lag));
      copy.to.copyRow(to, recent.get(lag));
    }
    return copy;
  }
}
