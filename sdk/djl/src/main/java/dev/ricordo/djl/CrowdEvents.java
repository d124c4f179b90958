package dev.ricordo.djl;

import dev.ricordo.base.Circumstances;
import dev.ricordo.event.EventKind;
import java.util.Arrays;

/** Events of a crowd that are learned in one step, at most one per customer. Not thread-safe. */
public final class CrowdEvents {

  private int[] rows;
  private int[] items;
  private byte[] kinds;
  private long[] seconds;
  private int[] circumstances;
  private int size;

  /**
   * @param expected how many there is room for at first
   */
  public CrowdEvents(int expected) {
    int room = Math.max(1, expected);
    rows = new int[room];
    items = new int[room];
    kinds = new byte[room];
    seconds = new long[room];
    circumstances = new int[room];
  }

  /** Adds an event of which no more is known. */
  public CrowdEvents add(int row, int item, EventKind kind, long epochSecond) {
    return add(row, item, kind, epochSecond, Circumstances.NONE);
  }

  /**
   * Adds an event.
   *
   * @param row the customer's row in the {@link CrowdMemory}
   * @param item the item's row in {@link dev.ricordo.base.ItemEmbeddings}, or {@link
   *     dev.ricordo.base.Base#UNTRAINED}
   * @param epochSecond the event's time
   * @param known what else the event says, see {@link Circumstances}
   */
  public CrowdEvents add(int row, int item, EventKind kind, long epochSecond, int known) {
    if (size == rows.length) {
      grow();
    }
    rows[size] = row;
    items[size] = item;
    kinds[size] = (byte) kind.row();
    seconds[size] = epochSecond;
    circumstances[size] = known;
    size++;
    return this;
  }

  private void grow() {
    int room = 2 * rows.length;
    rows = Arrays.copyOf(rows, room);
    items = Arrays.copyOf(items, room);
    kinds = Arrays.copyOf(kinds, room);
    seconds = Arrays.copyOf(seconds, room);
    circumstances = Arrays.copyOf(circumstances, room);
  }

  /** Takes all events out. */
  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  int row(int event) {
    return rows[event];
  }

  /** Rows of the events, and behind them that of the first again, in a new array. */
  int[] paddedRows(int length) {
    int[] padded = Arrays.copyOf(rows, length);
    Arrays.fill(padded, size, length, rows[0]);
    return padded;
  }

  int item(int event) {
    return items[event];
  }

  /** The row of {@link EventKind#row}. */
  int kind(int event) {
    return kinds[event];
  }

  long second(int event) {
    return seconds[event];
  }

  int circumstances(int event) {
    return circumstances[event];
  }
}
