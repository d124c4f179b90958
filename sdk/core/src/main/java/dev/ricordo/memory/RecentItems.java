package dev.ricordo.memory;

/**
 * The last items of one customer, latest first, by item number. Not thread-safe: it belongs to the
 * customer's only writer.
 */
public final class RecentItems {

  /** How many items are kept. */
  public static final int CAPACITY = 50;

  private final int[] ring = new int[CAPACITY];
  private int next;
  private int size;

  public int size() {
    return size;
  }

  /**
   * The item {@code lag} events ago.
   *
   * @param lag 1 for the latest, up to {@link #size()}
   */
  public int get(int lag) {
    if (lag < 1 || lag > size) {
      throw new IndexOutOfBoundsException("lag: must be between 1 and " + size + ", is " + lag);
    }
    return ring[Math.floorMod(next - lag, CAPACITY)];
  }

  /** Makes an item the latest; the oldest falls out when there are more than {@link #CAPACITY}. */
  public void push(int item) {
    ring[next] = item;
    next = (next + 1) % CAPACITY;
    size = Math.min(size + 1, CAPACITY);
  }

  public RecentItems copy() {
    RecentItems copy = new RecentItems();
    System.arraycopy(ring, 0, copy.ring, 0, CAPACITY);
    copy.next = next;
    copy.size = size;
    return copy;
  }
}
