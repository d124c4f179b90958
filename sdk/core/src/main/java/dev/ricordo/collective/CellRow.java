package dev.ricordo.collective;

import java.util.Arrays;

/**
 * A row of sums: from a column to an amount and how many customers it comes from. Open addressing,
 * linear probing, no boxing, 16 bytes a slot. A cell whose amount and customers are both 0 is gone,
 * so equal sums have equal cells. Not thread-safe.
 */
final class CellRow {

  private static final int EMPTY = -1;
  private static final int INITIAL_CAPACITY = 4;

  private int[] columns = emptyColumns(INITIAL_CAPACITY);
  private long[] amounts = new long[INITIAL_CAPACITY];
  private int[] customers = new int[INITIAL_CAPACITY];
  private int size;

  /** Receives a cell. */
  @FunctionalInterface
  interface Visitor {
    void cell(int column, long amount, int customers);
  }

  int size() {
    return size;
  }

  /** The amount of a cell, 0 if fewer than k customers are behind it. */
  long amount(int column, int k) {
    int slot = slot(column);
    return columns[slot] == column ? seen(slot, k) : 0;
  }

  private long seen(int slot, int k) {
    return customers[slot] >= k ? amounts[slot] : 0;
  }

  /** How many customers are behind a cell. */
  int customers(int column) {
    int slot = slot(column);
    return columns[slot] == column ? customers[slot] : 0;
  }

  /**
   * Adds to a cell.
   *
   * @return by how much the amount changed that is seen where k customers are asked for
   * @throws ArithmeticException if a sum leaves its range; nothing is changed then
   */
  long add(int column, long amount, int moreCustomers, int k) {
    int slot = slot(column);
    if (columns[slot] != column) {
      return insert(slot, column, amount, moreCustomers, k);
    }
    long before = seen(slot, k);
    long newAmount = Math.addExact(amounts[slot], amount);
    customers[slot] = Math.addExact(customers[slot], moreCustomers);
    amounts[slot] = newAmount;
    long change = seen(slot, k) - before;
    if (newAmount == 0 && customers[slot] == 0) {
      remove(slot);
    }
    return change;
  }

  private long insert(int slot, int column, long amount, int moreCustomers, int k) {
    if (amount == 0 && moreCustomers == 0) {
      return 0;
    }
    columns[slot] = column;
    amounts[slot] = amount;
    customers[slot] = moreCustomers;
    long change = seen(slot, k);
    size++;
    if (size * 4 > columns.length * 3) {
      grow();
    }
    return change;
  }

  /** Visits every cell, in no particular order. */
  void forEach(Visitor visitor) {
    for (int slot = 0; slot < columns.length; slot++) {
      if (columns[slot] != EMPTY) {
        visitor.cell(columns[slot], amounts[slot], customers[slot]);
      }
    }
  }

  /** Adds the cells with k customers or more, times a factor, to scores that have such a column. */
  void addTo(double[] scores, double factor, int k) {
    for (int slot = 0; slot < columns.length; slot++) {
      int column = columns[slot];
      if (column != EMPTY && column < scores.length && customers[slot] >= k) {
        scores[column] += factor * amounts[slot];
      }
    }
  }

  CellRow copy() {
    CellRow copy = new CellRow();
    copy.columns = columns.clone();
    copy.amounts = amounts.clone();
    copy.customers = customers.clone();
    copy.size = size;
    return copy;
  }

  /** The slot that holds the column, or the empty one where it would go. */
  private int slot(int column) {
    int mask = columns.length - 1;
    int slot = home(column, mask);
    while (columns[slot] != EMPTY && columns[slot] != column) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(int column, int mask) {
    return ((column * 0x9E3779B9) >>> 7) & mask;
  }

  /** Empties a slot and moves later cells of the same run back, so that no search stops short. */
  private void remove(int slot) {
    int mask = columns.length - 1;
    int hole = slot;
    int next = (hole + 1) & mask;
    while (columns[next] != EMPTY) {
      int home = home(columns[next], mask);
      boolean staysReachable = ((next - home) & mask) < ((next - hole) & mask);
      if (!staysReachable) {
        move(next, hole);
        hole = next;
      }
      next = (next + 1) & mask;
    }
    columns[hole] = EMPTY;
    amounts[hole] = 0;
    customers[hole] = 0;
    size--;
  }

  private void move(int from, int to) {
    columns[to] = columns[from];
    amounts[to] = amounts[from];
    customers[to] = customers[from];
  }

  private void grow() {
    int[] oldColumns = columns;
    long[] oldAmounts = amounts;
    int[] oldCustomers = customers;
    columns = emptyColumns(oldColumns.length * 2);
    amounts = new long[columns.length];
    customers = new int[columns.length];
    for (int i = 0; i < oldColumns.length; i++) {
      if (oldColumns[i] != EMPTY) {
        int slot = slot(oldColumns[i]);
        columns[slot] = oldColumns[i];
        amounts[slot] = oldAmounts[i];
        customers[slot] = oldCustomers[i];
      }
    }
  }

  private static int[] emptyColumns(int capacity) {
    int[] columns = new int[capacity];
    Arrays.fill(columns, EMPTY);
    return columns;
  }
}
