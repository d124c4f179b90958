package dev.ricordo.collective;

import java.util.Arrays;

/**
 * A row of sums: from a column to an amount and how many customers it comes from. A cell whose
 * amount and customers are both 0 is gone, so equal sums have equal cells. Not thread-safe.
 */
/*
 * Cells stand side by side, 16 bytes each, so that answers read them in one sweep without meeting an
 * empty place; the last one fills the place of one that goes. Up to eight cells are found by looking
 * through them. A longer row also has slots, open addressing with linear probing, each holding the
 * place of a cell, 4 bytes. No boxing.
 *
 * addTo takes four cells at a time. In a loop of one, Java 17 turns every amount into a double in the
 * same register, so each waits for the one before it, which takes twice as long (ADR 22).
 */
final class CellRow {

  private static final int EMPTY = -1;
  private static final int INITIAL_CAPACITY = 4;
  private static final int WITHOUT_SLOTS = 8;
  private static final int[] NONE = {};

  private int[] columns = new int[INITIAL_CAPACITY];
  private long[] amounts = new long[INITIAL_CAPACITY];
  private int[] customers = new int[INITIAL_CAPACITY];
  private int[] slots = NONE;
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
    int place = find(column);
    return place == EMPTY ? 0 : seen(place, k);
  }

  private long seen(int place, int k) {
    return customers[place] >= k ? amounts[place] : 0;
  }

  /** How many customers are behind a cell. */
  int customers(int column) {
    int place = find(column);
    return place == EMPTY ? 0 : customers[place];
  }

  /**
   * Adds to a cell.
   *
   * @return by how much the amount changed that is seen where k customers are asked for
   * @throws ArithmeticException if a sum leaves its range; nothing is changed then
   */
  long add(int column, long amount, int moreCustomers, int k) {
    int place = find(column);
    if (place == EMPTY) {
      return insert(column, amount, moreCustomers, k);
    }
    long before = seen(place, k);
    long newAmount = Math.addExact(amounts[place], amount);
    customers[place] = Math.addExact(customers[place], moreCustomers);
    amounts[place] = newAmount;
    long change = seen(place, k) - before;
    if (newAmount == 0 && customers[place] == 0) {
      remove(place);
    }
    return change;
  }

  private long insert(int column, long amount, int moreCustomers, int k) {
    if (amount == 0 && moreCustomers == 0) {
      return 0;
    }
    if (size == columns.length) {
      grow();
    }
    columns[size] = column;
    amounts[size] = amount;
    customers[size] = moreCustomers;
    if (slots.length > 0) {
      slots[slot(column)] = size;
    }
    return seen(size++, k);
  }

  /** Visits every cell, in no particular order. */
  void forEach(Visitor visitor) {
    for (int place = 0; place < size; place++) {
      visitor.cell(columns[place], amounts[place], customers[place]);
    }
  }

  /** Adds the cells with k customers or more, times a factor, to scores that have such a column. */
  void addTo(double[] scores, double factor, int k) {
    int fours = size & ~3;
    for (int place = 0; place < fours; place += 4) {
      double first = factor * seen(place, k);
      double second = factor * seen(place + 1, k);
      double third = factor * seen(place + 2, k);
      double fourth = factor * seen(place + 3, k);
      add(scores, columns[place], first);
      add(scores, columns[place + 1], second);
      add(scores, columns[place + 2], third);
      add(scores, columns[place + 3], fourth);
    }
    for (int place = fours; place < size; place++) {
      add(scores, columns[place], factor * seen(place, k));
    }
  }

  private static void add(double[] scores, int column, double amount) {
    if (column < scores.length) {
      scores[column] += amount;
    }
  }

  CellRow copy() {
    CellRow copy = new CellRow();
    copy.columns = columns.clone();
    copy.amounts = amounts.clone();
    copy.customers = customers.clone();
    copy.slots = slots.length == 0 ? NONE : slots.clone();
    copy.size = size;
    return copy;
  }

  /** The place of a column, or {@link #EMPTY}. */
  private int find(int column) {
    if (slots.length > 0) {
      return slots[slot(column)];
    }
    int place = size - 1;
    while (place >= 0 && columns[place] != column) {
      place--;
    }
    return place;
  }

  /** The slot of the column, or the empty one where it would go. */
  private int slot(int column) {
    int mask = slots.length - 1;
    int slot = home(column, mask);
    while (slots[slot] != EMPTY && columns[slots[slot]] != column) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(int column, int mask) {
    return ((column * 0x9E3779B9) >>> 7) & mask;
  }

  private void remove(int place) {
    int last = size - 1;
    if (slots.length > 0) {
      int moved = slot(columns[last]);
      int hole = slot(columns[place]);
      move(last, place);
      slots[moved] = place;
      close(hole);
    } else {
      move(last, place);
    }
    size = last;
  }

  private void move(int from, int to) {
    columns[to] = columns[from];
    amounts[to] = amounts[from];
    customers[to] = customers[from];
  }

  /** Empties a slot and moves later ones of the same run back, so that no search stops short. */
  private void close(int slot) {
    int mask = slots.length - 1;
    int hole = slot;
    int next = (hole + 1) & mask;
    while (slots[next] != EMPTY) {
      int home = home(columns[slots[next]], mask);
      boolean staysReachable = ((next - home) & mask) < ((next - hole) & mask);
      if (!staysReachable) {
        slots[hole] = slots[next];
        hole = next;
      }
      next = (next + 1) & mask;
    }
    slots[hole] = EMPTY;
  }

  /** By half, so that a third of the room at most is empty; the slots stay less than 3/4 full. */
  private void grow() {
    int capacity = columns.length + Math.max(INITIAL_CAPACITY, columns.length / 2);
    // All the room before any of it is used: where there is not enough, the row stays as it is.
    int[] moreColumns = Arrays.copyOf(columns, capacity);
    long[] moreAmounts = Arrays.copyOf(amounts, capacity);
    int[] moreCustomers = Arrays.copyOf(customers, capacity);
    boolean moreSlots = capacity > WITHOUT_SLOTS && capacity * 4L > slots.length * 3L;
    int[] newSlots = moreSlots ? new int[2 * Integer.highestOneBit(capacity * 4 / 3)] : slots;
    columns = moreColumns;
    amounts = moreAmounts;
    customers = moreCustomers;
    if (moreSlots) {
      slots = newSlots;
      Arrays.fill(slots, EMPTY);
      for (int place = 0; place < size; place++) {
        slots[slot(columns[place])] = place;
      }
    }
  }
}
