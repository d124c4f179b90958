package dev.ricordo.collective;

import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * N and R: the sum of all customers' contributions, in fixed point, exact and subtractable in any
 * order.
 *
 * <p>Items are the numbers of one {@link dev.ricordo.catalogue.ItemIndex}. Not thread-safe: whoever
 * shares it locks it, many readers or one writer.
 */
public final class TransitionCounts {

  private @Nullable LongCells[] rows = new LongCells[16];
  private long[] totals = new long[16];
  private long cells;

  /** Adds what one event adds, see {@link Transitions}. */
  public void observe(RecentItems before, int item) {
    Transitions.of(before, item, this::add);
  }

  public void add(Contribution contribution) {
    contribution.forEach(this::add);
  }

  /** The inverse of {@link #add(Contribution)}, bit for bit. */
  public void subtract(Contribution contribution) {
    contribution.forEach((from, to, amount) -> add(from, to, -amount));
  }

  private void add(int from, int to, long amount) {
    if (from >= rows.length) {
      int capacity = Math.max(from + 1, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      totals = Arrays.copyOf(totals, capacity);
    }
    LongCells row = rows[from];
    if (row == null) {
      row = new LongCells();
      rows[from] = row;
    }
    int before = row.size();
    long total = Math.addExact(totals[from], amount);
    row.add(to, amount);
    totals[from] = total;
    cells += row.size() - before;
    if (row.size() == 0) {
      rows[from] = null;
    }
  }

  /** N(from, to) in fixed point. */
  public long count(int from, int to) {
    LongCells row = row(from);
    return row == null ? 0 : row.get(to);
  }

  /** R(from), the sum of the row, in fixed point. */
  public long total(int from) {
    return from < totals.length ? totals[from] : 0;
  }

  /** How many cells are not 0. */
  public long cells() {
    return cells;
  }

  /** Every cell that is not 0, in no particular order. */
  public void forEach(Contribution.Visitor visitor) {
    for (int from = 0; from < rows.length; from++) {
      LongCells row = rows[from];
      if (row != null) {
        int origin = from;
        row.forEach((to, value) -> visitor.cell(origin, (int) to, value));
      }
    }
  }

  /**
   * Adds the collective score of every item to an array:
   *
   * <pre>
   *   s(i) = sum over k of 0.8^(k-1) N(x_k, i) / (R(x_k) + 2^16)
   * </pre>
   *
   * @param recent the customer's items; the last ten speak
   * @param scores {@code [n]}: s is added to it; items numbered n or higher are left out
   */
  public void score(RecentItems recent, double[] scores) {
    int window = Math.min(Transitions.WINDOW, recent.size());
    for (int lag = 1; lag <= window; lag++) {
      int from = recent.get(lag);
      LongCells row = row(from);
      if (row != null) {
        double scale = Transitions.weight(lag) / (totals[from] + Transitions.ONE);
        row.forEach(
            (to, value) -> {
              if (to < scores.length) {
                scores[(int) to] += scale * value;
              }
            });
      }
    }
  }

  /**
   * A copy of the rows of a customer's last items: all that answers from them read.
   *
   * @param lags how many of the last items
   */
  public TransitionCounts excerpt(RecentItems recent, int lags) {
    TransitionCounts copy = new TransitionCounts();
    for (int lag = 1; lag <= Math.min(lags, recent.size()); lag++) {
      copy.copyRow(this, recent.get(lag));
    }
    return copy;
  }

  private void copyRow(TransitionCounts source, int from) {
    LongCells row = source.row(from);
    if (row != null && row(from) == null) {
      row.forEach((to, value) -> add(from, (int) to, value));
    }
  }

  private @Nullable LongCells row(int from) {
    return from < rows.length ? rows[from] : null;
  }
}
