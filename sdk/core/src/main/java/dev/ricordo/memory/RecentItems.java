package dev.ricordo.memory;

import java.util.Arrays;

/**
 * The last items of one customer with their times, latest first, by item number. Not thread-safe:
 * it belongs to the customer's only writer.
 */
public final class RecentItems {

  /** How many items are kept. */
  public static final int CAPACITY = 400;

  /** Bytes kept for one item: its number and its time. */
  public static final int BYTES = Integer.BYTES + Long.BYTES;

  private static final int INITIAL = 16;

  /** A ring: the item k events ago stands at {@code next - k}. It grows up to the capacity. */
  private int[] items = new int[INITIAL];

  private long[] seconds = new long[INITIAL];
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
    return items[place(lag)];
  }

  /** The time of the event {@code lag} events ago, in seconds since 1970, UTC. */
  public long second(int lag) {
    return seconds[place(lag)];
  }

  private int place(int lag) {
    if (lag < 1 || lag > size) {
      throw new IndexOutOfBoundsException("lag: must be between 1 and " + size + ", is " + lag);
    }
    int place = next - lag;
    return place < 0 ? place + items.length : place;
  }

  /** Makes an item the latest; the oldest falls out when there are more than {@link #CAPACITY}. */
  public void push(int item, long second) {
    if (size == items.length && size < CAPACITY) {
      grow();
    }
    items[next] = item;
    seconds[next] = second;
    next = (next + 1) % items.length;
    size = Math.min(size + 1, CAPACITY);
  }

  /** Only a full ring grows, and one that never dropped anything: its oldest item stands at 0. */
  private void grow() {
    int capacity = Math.min(2 * items.length, CAPACITY);
    items = Arrays.copyOf(items, capacity);
    seconds = Arrays.copyOf(seconds, capacity);
    next = size;
  }

  /** Size of what is kept, with room to grow, in bytes. */
  public long bytes() {
    return (long) BYTES * items.length;
  }

  public RecentItems copy() {
    RecentItems copy = new RecentItems();
    copy.items = items.clone();
    copy.seconds = seconds.clone();
    copy.next = next;
    copy.size = size;
    return copy;
  }
}
