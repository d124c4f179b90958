package dev.ricordo.collective;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Fixed-point counts by row, with the sum of each row over the cells that answers may see: those
 * with k customers or more. Not thread-safe.
 */
/*
 * What is seen is a function of the present sums alone. The sum of a row is kept up to date with each
 * change, by exact additions, and equals the sum over the row's visible cells at any time.
 */
final class CountTable {

  private final int k;
  private @Nullable CellRow[] rows = new CellRow[16];
  private long[] totals = new long[16];
  private long cells;

  /** Rows that changed since somebody began to watch; null while nobody does. */
  private @Nullable BitSet watched;

  CountTable(int k) {
    this.k = k;
  }

  /** Receives a cell, seen or not. */
  @FunctionalInterface
  interface Visitor {
    void cell(int row, int column, long amount, int customers);
  }

  /**
   * @return by how much the sum of the row changed
   * @throws ArithmeticException if a sum leaves its range
   */
  long add(int row, int column, long amount, int customers) {
    reserve(row);
    if (watched != null) {
      watched.set(row);
    }
    CellRow counts = rows[row];
    if (counts == null) {
      counts = new CellRow();
      rows[row] = counts;
    }
    int before = counts.size();
    long change = counts.add(column, amount, customers, k);
    totals[row] = Math.addExact(totals[row], change);
    cells += counts.size() - before;
    if (counts.size() == 0) {
      rows[row] = null;
    }
    return change;
  }

  int k() {
    return k;
  }

  /** From now on tells which rows change, in what is returned. */
  BitSet watch() {
    watched = new BitSet();
    return watched;
  }

  void unwatch() {
    watched = null;
  }

  /** A copy of a row. */
  CellRow copy(int row) {
    CellRow counts = row(row);
    return counts == null ? new CellRow() : counts.copy();
  }

  /**
   * Puts a row in the place of another.
   *
   * @param change by how much the sum of what answers see of it changes
   */
  void replace(int row, CellRow counts, long change) {
    reserve(row);
    CellRow before = rows[row];
    cells += counts.size() - (before == null ? 0 : before.size());
    totals[row] = Math.addExact(totals[row], change);
    rows[row] = counts.size() == 0 ? null : counts;
  }

  /** How many cells a row has, seen or not. */
  int size(int row) {
    CellRow counts = row(row);
    return counts == null ? 0 : counts.size();
  }

  /** The rows that have cells. */
  BitSet rows() {
    BitSet there = new BitSet();
    for (int row = 0; row < rows.length; row++) {
      there.set(row, rows[row] != null);
    }
    return there;
  }

  /** Visits the cells of a row, seen or not. */
  void forEach(int row, CellRow.Visitor visitor) {
    CellRow counts = row(row);
    if (counts != null) {
      counts.forEach(visitor);
    }
  }

  private void reserve(int row) {
    if (row >= rows.length) {
      int capacity = Math.max(row + 1, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      totals = Arrays.copyOf(totals, capacity);
    }
  }

  /** The amount that answers see. */
  long get(int row, int column) {
    CellRow counts = row(row);
    return counts == null ? 0 : counts.amount(column, k);
  }

  int customers(int row, int column) {
    CellRow counts = row(row);
    return counts == null ? 0 : counts.customers(column);
  }

  /** The sum of the row's cells that answers see. */
  long total(int row) {
    return row < totals.length ? totals[row] : 0;
  }

  /** How many cells are kept, seen or not. */
  long cells() {
    return cells;
  }

  void forEach(Visitor visitor) {
    for (int row = 0; row < rows.length; row++) {
      CellRow counts = rows[row];
      if (counts != null) {
        int origin = row;
        counts.forEach(
            (column, amount, customers) -> visitor.cell(origin, column, amount, customers));
      }
    }
  }

  /**
   * Adds what is seen of a row, times a factor, to scores; columns beyond their end are left out.
   */
  void addTo(double[] scores, int row, double factor) {
    CellRow counts = row(row);
    if (counts != null) {
      counts.addTo(scores, factor, k);
    }
  }

  /** A copy of some rows, and of the sums of all. */
  CountTable excerpt(int[] wanted) {
    CountTable copy = new CountTable(k);
    copy.rows = new CellRow[rows.length];
    copy.totals = totals.clone();
    for (int row : wanted) {
      CellRow counts = row(row);
      if (counts != null && copy.rows[row] == null) {
        copy.rows[row] = counts.copy();
        copy.cells += counts.size();
      }
    }
    return copy;
  }

  /** Visits the cells of a row that are seen. */
  void forEachSeen(int row, CellRow.Visitor visitor) {
    CellRow counts = row(row);
    if (counts != null) {
      counts.forEach(
          (column, amount, customers) -> {
            if (customers >= k) {
              visitor.cell(column, amount, customers);
            }
          });
    }
  }

  private @Nullable CellRow row(int row) {
    return row < rows.length ? rows[row] : null;
  }
}
