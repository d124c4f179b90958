package dev.ricordo.djl;

import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Shape;
import dev.ricordo.memory.TimeGap;
import java.util.Arrays;

/** One customer's events in order, as rows of the base's tables. Immutable. */
public final class History {

  private final int[] items;
  private final byte[] kinds;
  private final byte[] gaps;

  /** Empty if nothing is known of any event. */
  private final int[] circumstances;

  private History(int[] items, byte[] kinds, byte[] gaps, int[] circumstances) {
    this.items = items;
    this.kinds = kinds;
    this.gaps = gaps;
    this.circumstances = circumstances;
  }

  /**
   * @param items row of each event's item in {@code dev.ricordo.base.ItemEmbeddings}, or {@link
   *     Base#UNTRAINED}
   * @param kinds ordinal of each event's kind
   * @param epochSeconds each event's time
   * @throws IllegalArgumentException if the arrays differ in length or hold a row that cannot be
   */
  public static History of(int[] items, int[] kinds, long[] epochSeconds) {
    int[] gaps = new int[epochSeconds.length];
    long latest = epochSeconds.length == 0 ? 0 : epochSeconds[0];
    for (int i = 1; i < gaps.length; i++) {
      gaps[i] = TimeGap.bucket(epochSeconds[i] - latest);
      latest = Math.max(latest, epochSeconds[i]);
    }
    return ofRows(items, kinds, gaps);
  }

  /** As {@link #of}, with the rows of the gap table instead of times. */
  public static History ofRows(int[] items, int[] kinds, int[] gaps) {
    if (kinds.length != items.length || gaps.length != items.length) {
      throw new IllegalArgumentException(
          String.format(
              "history: %d items, %d kinds and %d gaps", items.length, kinds.length, gaps.length));
    }
    byte[] checkedKinds = new byte[kinds.length];
    byte[] checkedGaps = new byte[gaps.length];
    for (int i = 0; i < items.length; i++) {
      if (items[i] < Base.UNTRAINED) {
        throw new IllegalArgumentException("items[" + i + "]: " + items[i] + " is no row");
      }
      checkedKinds[i] = row("kinds", i, kinds[i], Shape.KINDS);
      checkedGaps[i] = row("gaps", i, gaps[i], Shape.GAPS);
    }
    return new History(items.clone(), checkedKinds, checkedGaps, new int[0]);
  }

  /**
   * The same events, with what else they say.
   *
   * @param known {@link Circumstances} of each event
   * @throws IllegalArgumentException if there are more or fewer than events
   */
  public History with(int[] known) {
    if (known.length != items.length) {
      throw new IllegalArgumentException(
          "circumstances: " + known.length + " for " + items.length + " events");
    }
    boolean nothing = Arrays.stream(known).allMatch(each -> each == Circumstances.NONE);
    return new History(items, kinds, gaps, nothing ? new int[0] : known.clone());
  }

  private static byte row(String name, int index, int row, int rows) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException(
          name + "[" + index + "]: must be between 0 and " + (rows - 1) + ", is " + row);
    }
    return (byte) row;
  }

  /** How many events it has. */
  public int length() {
    return items.length;
  }

  /** Row of an event's item, or {@link Base#UNTRAINED}. */
  public int item(int event) {
    return items[event];
  }

  /** Row of an event's kind. */
  public int kind(int event) {
    return kinds[event];
  }

  /** Row of the time gap before an event. */
  public int gap(int event) {
    return gaps[event];
  }

  /** What else an event says, see {@link Circumstances}. */
  public int circumstances(int event) {
    return circumstances.length == 0 ? Circumstances.NONE : circumstances[event];
  }
}
