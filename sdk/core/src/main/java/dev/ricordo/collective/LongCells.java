package dev.ricordo.collective;

import java.util.Arrays;

/**
 * A map from non-negative long keys to non-zero longs that takes sums: open addressing, linear
 * probing, no boxing. A cell that becomes 0 is gone, so equal sums have equal cells. Not
 * thread-safe.
 */
final class LongCells {

  /**
   * Receives a cell.
   *
   * @param <X> what it throws, {@link RuntimeException} if nothing
   */
  @FunctionalInterface
  interface Visitor<X extends Exception> {
    void cell(long key, long value) throws X;
  }

  private static final long EMPTY = -1;
  private static final int INITIAL_CAPACITY = 4;
  private static final long[] NO_KEYS = emptyKeys(1);
  private static final long[] NO_VALUES = new long[1];

  private long[] keys = NO_KEYS;
  private long[] values = NO_VALUES;
  private int size;

  LongCells copy() {
    LongCells copy = new LongCells();
    copy.keys = keys.clone();
    copy.values = values.clone();
    copy.size = size;
    return copy;
  }

  int size() {
    return size;
  }

  long get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : 0;
  }

  /**
   * @return the new sum
   * @throws ArithmeticException if the sum leaves the range of long; nothing is changed then
   */
  long add(long key, long amount) {
    int slot = slot(key);
    if (keys[slot] == key) {
      long sum = Math.addExact(values[slot], amount);
      if (sum == 0) {
        remove(slot);
      } else {
        values[slot] = sum;
      }
      return sum;
    }
    if (amount != 0) {
      if ((size + 1) * 4 > keys.length * 3) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      values[slot] = amount;
      size++;
    }
    return amount;
  }

  /** Visits every cell, in no particular order. */
  <X extends Exception> void forEach(Visitor<X> visitor) throws X {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != EMPTY) {
        visitor.cell(keys[slot], values[slot]);
      }
    }
  }

  /** The slot that holds the key, or the empty one where it would go. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(long key, int mask) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) & mask;
  }

  /** Empties a slot and moves later cells of the same run back, so that no search stops short. */
  private void remove(int slot) {
    int mask = keys.length - 1;
    int hole = slot;
    int next = (hole + 1) & mask;
    while (keys[next] != EMPTY) {
      int home = home(keys[next], mask);
      boolean staysReachable = ((next - home) & mask) < ((next - hole) & mask);
      if (!staysReachable) {
        keys[hole] = keys[next];
        values[hole] = values[next];
        hole = next;
      }
      next = (next + 1) & mask;
    }
    keys[hole] = EMPTY;
    values[hole] = 0;
    size--;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    long[] newValues = new long[Math.max(INITIAL_CAPACITY, oldKeys.length * 2)];
    keys = emptyKeys(newValues.length);
    values = newValues;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private static long[] emptyKeys(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    return keys;
  }
}
