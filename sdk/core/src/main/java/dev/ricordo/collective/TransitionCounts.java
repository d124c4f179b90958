package dev.ricordo.collective;

import dev.ricordo.base.Readout;
import dev.ricordo.memory.RecentItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * N and R: the sum of all customers' contributions, in fixed point, exact and subtractable in any
 * order. Answers see the cells that k distinct customers are behind; R sums what they see.
 *
 * <p>Items are the numbers of one {@link dev.ricordo.catalogue.ItemIndex}. Not thread-safe: whoever
 * shares it locks it, many readers or one writer.
 */
/*
 * Every cell is kept twice, by the item that a step leaves and by the one it reaches, so that both
 * directions are read row by row. The second table is the first one transposed and nothing else.
 * Each epoch has tables of its own: one that leaves the window is dropped whole, which subtracts it
 * exactly. How many distinct customers are behind a cell can only be told within an epoch, so k is
 * asked of each epoch's cell.
 */
public final class TransitionCounts {

  private final int k;
  private final List<Epoch> epochs = new ArrayList<>();
  private long oldest = Long.MIN_VALUE;

  /** Of each item log(1 + R'), R' the sum of its column in steps. */
  private float[] popularity = new float[16];

  private static final class Epoch {
    final long number;
    final CountTable from;
    final CountTable to;

    Epoch(long number, CountTable from, CountTable to) {
      this.number = number;
      this.from = from;
      this.to = to;
    }
  }

  /** Receives a cell of one epoch, whether answers see it or not. */
  @FunctionalInterface
  public interface Visitor {
    void cell(long epoch, int from, int to, long amount, int customers);
  }

  /** Empty. */
  public TransitionCounts() {
    this(1);
  }

  /**
   * @param k the fewest distinct customers behind a cell that answers see
   */
  public TransitionCounts(int k) {
    this.k = k;
  }

  /** Changes a cell of an epoch; one before the window is left alone. */
  void add(long epoch, int origin, int item, long amount, int customers) {
    if (epoch >= oldest) {
      Epoch tables = epoch(epoch);
      tables.from.add(origin, item, amount, customers);
      if (tables.to.add(item, origin, amount, customers) != 0) {
        reach(item);
      }
    }
  }

  /**
   * Gets ready to add other counts, see {@link SumsAhead}.
   *
   * @param room for copies of so many cells
   * @param tables gets what has to be put in place
   * @return how much room is left
   */
  long ahead(TransitionCounts more, long room, List<RowsAhead> tables) {
    long left = room;
    for (Epoch epoch : more.epochs) {
      if (epoch.number >= oldest) {
        Epoch present = epoch(epoch.number);
        RowsAhead from = new RowsAhead(present.from, epoch.from, left);
        RowsAhead to = new RowsAhead(present.to, epoch.to, from.room());
        tables.addAll(List.of(from, to));
        left = to.room();
      }
    }
    return left;
  }

  /** Other counts were added to the tables. */
  void reach(TransitionCounts more) {
    for (Epoch epoch : more.epochs) {
      epoch.to.rows().stream().forEach(this::reach);
    }
  }

  private void reach(int item) {
    if (item >= popularity.length) {
      popularity = Arrays.copyOf(popularity, Math.max(item + 1, popularity.length * 2));
    }
    popularity[item] = (float) StrictMath.log1p((double) totalTo(item) / Transitions.ONE);
  }

  /**
   * {@code log(1 + R'(i))} of every item, rounded to a float, R' the sum of its column in steps, as
   * answers see it: how often it was reached.
   *
   * @param out {@code [n]}, overwritten
   */
  public void popularity(float[] out) {
    int known = Math.min(popularity.length, out.length);
    System.arraycopy(popularity, 0, out, 0, known);
    Arrays.fill(out, known, out.length, 0);
  }

  private Epoch epoch(long number) {
    int place = epochs.size();
    while (place > 0 && epochs.get(place - 1).number > number) {
      place--;
    }
    if (place > 0 && epochs.get(place - 1).number == number) {
      return epochs.get(place - 1);
    }
    Epoch fresh = new Epoch(number, new CountTable(k), new CountTable(k));
    epochs.add(place, fresh);
    return fresh;
  }

  /** Takes out every epoch before this one, for good. */
  void forgetBefore(long epoch) {
    oldest = Math.max(oldest, epoch);
    if (epochs.removeIf(tables -> tables.number < oldest)) {
      for (int item = 0; item < popularity.length; item++) {
        reach(item);
      }
    }
  }

  /** N(from, to) as answers see it, in fixed point. */
  public long count(int origin, int item) {
    long sum = 0;
    for (Epoch epoch : epochs) {
      sum = Math.addExact(sum, epoch.from.get(origin, item));
    }
    return sum;
  }

  /** R(from), the sum of the row as answers see it, in fixed point. */
  public long total(int origin) {
    long sum = 0;
    for (Epoch epoch : epochs) {
      sum = Math.addExact(sum, epoch.from.total(origin));
    }
    return sum;
  }

  /** The sum of the column N(., to), in fixed point: R of the transposed counts. */
  public long totalTo(int item) {
    long sum = 0;
    for (Epoch epoch : epochs) {
      sum = Math.addExact(sum, epoch.to.total(item));
    }
    return sum;
  }

  /** Every cell N(origin, .) that answers see, of each epoch, in no particular order. */
  public void forEachFrom(int origin, Contribution.Visitor visitor) {
    for (Epoch epoch : epochs) {
      epoch.from.forEachSeen(origin, (item, amount, c) -> visitor.cell(origin, item, amount));
    }
  }

  /**
   * Every cell N(., item) that answers see, of each epoch, in no particular order, named from it to
   * the origins.
   */
  public void forEachTo(int item, Contribution.Visitor visitor) {
    for (Epoch epoch : epochs) {
      epoch.to.forEachSeen(item, (origin, amount, c) -> visitor.cell(item, origin, amount));
    }
  }

  /** How many cells are kept, seen or not. */
  public long cells() {
    return epochs.stream().mapToLong(epoch -> epoch.from.cells()).sum();
  }

  /** Every cell that is kept, in no particular order. */
  public void forEach(Visitor visitor) {
    for (Epoch epoch : epochs) {
      epoch.from.forEach(
          (from, to, amount, customers) -> visitor.cell(epoch.number, from, to, amount, customers));
    }
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
      double total = (double) total(item) + Transitions.ONE;
      total += readout.symmetric() ? totalTo(item) : 0;
      addTo(scores, item, weight / total, readout.symmetric() ? weight / total : 0);
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
      addTo(scores, item, forward[lag - 1] / Transitions.ONE, backward[lag - 1] / Transitions.ONE);
    }
  }

  private void addTo(double[] scores, int row, double forward, double backward) {
    for (Epoch epoch : epochs) {
      if (backward != 0) {
        epoch.to.addTo(scores, row, backward);
      }
      if (forward != 0) {
        epoch.from.addTo(scores, row, forward);
      }
    }
  }

  /** A copy of the rows and columns of some items, and of the sums of all. */
  TransitionCounts excerpt(int[] items) {
    TransitionCounts copy = new TransitionCounts(k);
    copy.oldest = oldest;
    copy.popularity = popularity.clone();
    for (Epoch epoch : epochs) {
      copy.epochs.add(new Epoch(epoch.number, epoch.from.excerpt(items), epoch.to.excerpt(items)));
    }
    return copy;
  }

  /** A copy of every cell. */
  TransitionCounts copy() {
    TransitionCounts copy = new TransitionCounts(k);
    copy.oldest = oldest;
    forEach(copy::add);
    return copy;
  }
}
