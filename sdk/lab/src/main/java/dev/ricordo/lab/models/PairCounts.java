package dev.ricordo.lab.models;

import java.util.Arrays;

/** Counts of pairs of numbers, row by row, without boxing. Not thread-safe. */
final class PairCounts {

  private static final int EMPTY = -1;

  private final int[][] keys;
  private final int[][] counts;
  private final int[] sizes;

  /** Receives one cell of a row. */
  interface Visitor {
    void cell(int column, int count);
  }

  PairCounts(int rows) {
    keys = new int[rows][];
    counts = new int[rows][];
    sizes = new int[rows];
  }

  void increment(int row, int column) {
    int[] rowKeys = keys[row];
    if (rowKeys == null) {
      rowKeys = allocate(row, 4);
    }
    int slot = slot(rowKeys, column);
    if (rowKeys[slot] == EMPTY) {
      rowKeys[slot] = column;
      sizes[row]++;
    }
    counts[row][slot]++;
    if (sizes[row] * 4 > rowKeys.length * 3) {
      grow(row);
    }
  }

  /** Visits the cells of a row that are not 0, in no particular order. */
  void forEach(int row, Visitor visitor) {
    int[] rowKeys = keys[row];
    for (int slot = 0; rowKeys != null && slot < rowKeys.length; slot++) {
      if (rowKeys[slot] != EMPTY) {
        visitor.cell(rowKeys[slot], counts[row][slot]);
      }
    }
  }

  private static int slot(int[] keys, int column) {
    int mask = keys.length - 1;
    int slot = ((column * 0x9E3779B9) >>> 7) & mask;
    while (keys[slot] != EMPTY && keys[slot] != column) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int[] allocate(int row, int capacity) {
    int[] fresh = new int[capacity];
    Arrays.fill(fresh, EMPTY);
    keys[row] = fresh;
    counts[row] = new int[capacity];
    return fresh;
  }

  private void grow(int row) {
    int[] oldKeys = keys[row];
    int[] oldCounts = counts[row];
    int[] rowKeys = allocate(row, oldKeys.length * 2);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(rowKeys, oldKeys[i]);
        rowKeys[slot] = oldKeys[i];
        counts[row][slot] = oldCounts[i];
      }
    }
  }
}
