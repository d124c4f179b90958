package dev.ricordo.collective;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table as they will be with those of another table added, made while the table goes on
 * changing. One caller at a time, who keeps the table from changing where that is asked for.
 */
final class RowsAhead {

  /** A copy of so many cells takes a fraction of a millisecond. */
  private static final int CELLS_AT_ONCE = 20_000;

  private final CountTable table;
  private final CountTable more;
  private final BitSet wanted;

  /** Those of the wanted rows that there is room to copy. */
  private final BitSet copyable = new BitSet();

  private final BitSet changed;
  private final BitSet toCopy = new BitSet();
  private final Map<Integer, Ahead> ahead = new HashMap<>();
  private final List<Ahead> copied = new ArrayList<>();
  private long room;

  /** A row as it will be. */
  private static final class Ahead {
    final int number;
    final CellRow row;

    /** By how much the sum of what is seen of it changes. */
    long change;

    Ahead(int number, CellRow row) {
      this.number = number;
      this.row = row;
    }
  }

  /**
   * Keep the table from changing.
   *
   * @param more is not changed meanwhile
   * @param room for copies of so many cells
   */
  RowsAhead(CountTable table, CountTable more, long room) {
    this.table = table;
    this.more = more;
    this.room = room;
    changed = table.watch();
    wanted = more.rows();
    for (int row = wanted.nextSetBit(0); row >= 0; row = wanted.nextSetBit(row + 1)) {
      int cells = table.size(row) + more.size(row);
      if (cells <= this.room) {
        this.room -= cells;
        copyable.set(row);
      }
    }
    toCopy.or(copyable);
  }

  /** For how many more cells there is room. */
  long room() {
    return room;
  }

  /**
   * Copies some rows. Keep the table from changing.
   *
   * @return whether there were any left in this round
   */
  boolean copySome() {
    int cells = 0;
    while (!toCopy.isEmpty() && cells < CELLS_AT_ONCE) {
      int row = toCopy.nextSetBit(0);
      toCopy.clear(row);
      changed.clear(row);
      Ahead copy = new Ahead(row, table.copy(row));
      ahead.put(row, copy);
      copied.add(copy);
      cells += table.size(row);
    }
    return !copied.isEmpty();
  }

  /** Adds to the rows that were copied last. */
  void addSome() {
    for (Ahead copy : copied) {
      more.forEach(
          copy.number,
          (column, amount, customers) ->
              copy.change += copy.row.add(column, amount, customers, table.k()));
    }
    copied.clear();
  }

  /**
   * Has those rows copied again that changed since. Keep the table from changing.
   *
   * @return whether there are any
   */
  boolean again() {
    toCopy.or(changed);
    toCopy.and(copyable);
    return !toCopy.isEmpty();
  }

  /** Is not going to be put in place. */
  void drop() {
    table.unwatch();
  }

  /** Puts the rows in place. Keep everybody else from the table. */
  void putInPlace() {
    table.unwatch();
    for (int row = wanted.nextSetBit(0); row >= 0; row = wanted.nextSetBit(row + 1)) {
      Ahead counts = ahead.get(row);
      if (counts != null && !changed.get(row)) {
        table.replace(row, counts.row, counts.change);
      } else {
        addAll(row);
      }
    }
  }

  private void addAll(int row) {
    more.forEach(row, (column, amount, customers) -> table.add(row, column, amount, customers));
  }
}
