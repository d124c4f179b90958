package dev.ricordo.collective;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums as they will be with many changes made at once, got ready while they go on changing, so that
 * the step itself is short. One caller at a time; made by {@link CollectiveSums#ahead}, and none
 * other of the same sums until it is in place or dropped.
 */
/*
 * Rows are copied a few at a time, and added to at leisure. One that changes after it was copied is
 * copied again in the next round, which is shorter, for fewer rows change while fewer are copied. What
 * has changed since the last round, and what there is no room to copy, is added cell by cell at the
 * end. The outcome is the same whichever way a cell goes: sums ask for no order.
 */
public final class SumsAhead {

  /** Copies take 200 MB at most, and for a moment. */
  private static final long MOST_CELLS = 8_000_000;

  private static final int MOST_ROUNDS = 6;

  private final CollectiveSums sums;
  private final CollectiveSums more;
  private final List<RowsAhead> tables = new ArrayList<>();
  private int place;
  private int round = 1;

  SumsAhead(CollectiveSums sums, CollectiveSums more) {
    this.sums = sums;
    this.more = more;
    long room = sums.transitions().ahead(more.transitions(), MOST_CELLS, tables);
    sums.categorySteps().ahead(more.categorySteps(), room, tables);
  }

  /** Whether it is these sums that are got ready. */
  public boolean isOf(CollectiveSums some) {
    return some == sums;
  }

  /**
   * Copies some of what changes. Let others read the sums, and nobody change them.
   *
   * @return whether there was anything to copy; then add, and come again
   */
  public boolean copySome() {
    while (!tables.isEmpty()) {
      while (place < tables.size()) {
        if (tables.get(place).copySome()) {
          return true;
        }
        place++;
      }
      if (round == MOST_ROUNDS || tables.stream().filter(RowsAhead::again).count() == 0) {
        return false;
      }
      round++;
      place = 0;
    }
    return false;
  }

  /** Adds the changes to what was copied last, while others do with the sums what they like. */
  public void addSome() {
    tables.get(place).addSome();
  }

  /** Makes all changes. Keep everybody else from the sums. */
  public void putInPlace() {
    tables.forEach(RowsAhead::putInPlace);
    sums.transitions().reach(more.transitions());
    sums.categorySteps().reach(more.categorySteps());
    sums.items().addAll(more.items());
  }

  /** Makes no change, now or later. Let nobody change the sums. */
  public void drop() {
    tables.forEach(RowsAhead::drop);
  }
}
