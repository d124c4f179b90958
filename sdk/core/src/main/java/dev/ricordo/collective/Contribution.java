package dev.ricordo.collective;

import dev.ricordo.memory.RecentItems;

/**
 * C(J), what one customer's whole journal adds to the transition counts; also the difference of two
 * such sums. Not thread-safe.
 */
public final class Contribution {

  /** Receives a cell in fixed point, {@link Transitions#ONE} being one step. */
  @FunctionalInterface
  public interface Visitor {
    void cell(int from, int to, long amount);
  }

  private final LongCells cells = new LongCells();

  /**
   * Adds what an event adds.
   *
   * @param before the customer's items before the event
   * @param item the event's item
   */
  public void observe(RecentItems before, int item) {
    Transitions.of(before, item, this::add);
  }

  /** Adds an amount to a cell. */
  public void add(int from, int to, long amount) {
    cells.add((long) from << 32 | to, amount);
  }

  /** How many cells are not 0. */
  public int size() {
    return cells.size();
  }

  /** The amount in one cell, 0 if none. */
  public long get(int from, int to) {
    return cells.get((long) from << 32 | to);
  }

  public void forEach(Visitor visitor) {
    cells.forEach((key, value) -> visitor.cell((int) (key >>> 32), (int) key, value));
  }

  /** This minus another, as a new object. */
  public Contribution minus(Contribution other) {
    Contribution difference = new Contribution();
    forEach(difference::add);
    other.forEach((from, to, amount) -> difference.add(from, to, -amount));
    return difference;
  }
}
