package dev.ricordo.collective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fixed-point counts by row, with the sum of each row. Not thread-safe. */
final class CountTable {

  private @Nullable LongCells[] rows = new LongCells[16];
  private long[] totals = new long[16];
  private long cells;

  /**
   * @throws ArithmeticException if a sum leaves the range of long; nothing is changed then
   */
  void add(int row, int column, long amount) {
    if (row >= rows.length) {
      int capacity = Math.max(row + 1, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      totals = Arrays.copyOf(totals, capacity);
    }
    LongCells counts = rows[row];
    if (counts == null) {
      counts = new LongCells();
      rows[row] = counts;
    }
    int before = counts.size();
    long total = Math.addExact(totals[row], amount);
    counts.add(column, amount);
    totals[row] = total;
    cells += counts.size() - before;
    if (counts.size() == 0) {
      rows[row] = null;
    }
  }

  long get(int row, int column) {
    LongCells counts = row(row);
    return counts == null ? 0 : counts.get(column);
  }

  long total(int row) {
    return row < totals.length ? totals[row] : 0;
  }

  /** How many cells are not 0. */
  long cells() {
    return cells;
  }

  void forEach(Contribution.Visitor visitor) {
    for (int row = 0; row < rows.length; row++) {
      forEach(row, visitor);
    }
  }

  void forEach(int row, Contribution.Visitor visitor) {
    LongCells counts = row(row);
    if (counts != null) {
      counts.forEach((column, value) -> visitor.cell(row, (int) column, value));
    }
  }

  /** Adds a row, each count times a factor, to scores; columns beyond their end are left out. */
  void addTo(double[] scores, int row, double factor) {
    LongCells counts = row(row);
    if (counts != null) {
      counts.forEach(
          (column, value) -> {
            if (column < scores.length) {
              scores[(int) column] += factor * value;
            }
          });
    }
  }

  /** Takes over a row of another table, unless there is one already. */
  void copyRow(CountTable source, int row) {
    LongCells counts = source.row(row);
    if (counts != null && row(row) == null) {
      counts.forEach((column, value) -> add(row, (int) column, value));
    }
  }

  private @Nullable LongCells row(int row) {
    return row < rows.length ? rows[row] : null;
  }
}
