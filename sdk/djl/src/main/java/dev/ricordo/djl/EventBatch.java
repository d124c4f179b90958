package dev.ricordo.djl;

import dev.ricordo.base.Circumstances;
import java.util.Arrays;

/**
 * The events of a batch of sequences, time-major, as rows of {@link EventTables}. Places that no
 * event fills hold the rows of zeros.
 */
final class EventBatch {

  private final int length;
  private final int size;
  private final long[] items;
  private final long[] kinds;
  private final long[] gaps;
  private final int[] circumstances;

  /**
   * @param length L
   * @param size B
   */
  EventBatch(int length, int size) {
    this.length = length;
    this.size = size;
    items = new long[length * size];
    kinds = new long[length * size];
    gaps = new long[length * size];
    circumstances = new int[length * size];
    Arrays.fill(items, EventTables.itemRow(-1));
    Arrays.fill(kinds, EventTables.NO_KIND);
    Arrays.fill(gaps, EventTables.NO_GAP);
    Arrays.fill(circumstances, Circumstances.NONE);
  }

  int length() {
    return length;
  }

  int size() {
    return size;
  }

  long[] items() {
    return items;
  }

  long[] kinds() {
    return kinds;
  }

  long[] gaps() {
    return gaps;
  }

  /** What else the events say, see {@link Circumstances}. */
  int[] circumstances() {
    return circumstances;
  }

  /** Where the event of a sequence at a time stands in the flat arrays. */
  int place(int time, int sequence) {
    return time * size + sequence;
  }

  void setStart(int time, int sequence) {
    items[place(time, sequence)] = EventTables.startRow();
  }

  void set(int time, int sequence, History history, int event) {
    set(
        place(time, sequence),
        history.item(event),
        history.kind(event),
        history.gap(event),
        history.circumstances(event));
  }

  /** Fills a place with the rows of an event. */
  void set(int place, int item, int kind, int gap, int known) {
    items[place] = EventTables.itemRow(item);
    kinds[place] = kind;
    gaps[place] = gap;
    circumstances[place] = known;
  }
}
