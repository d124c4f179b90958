package dev.ricordo.rank;

import java.util.stream.IntStream;

/** The items of a catalogue that the base was not trained on. Immutable and thread-safe. */
final class ColdItems {

  private final boolean[] cold;
  private final int[] items;

  /**
   * @param cold {@code [n]}: kept, not copied
   */
  ColdItems(boolean[] cold) {
    this.cold = cold;
    items = IntStream.range(0, cold.length).filter(i -> cold[i]).toArray();
  }

  boolean is(int item) {
    return cold[item];
  }

  /** How many there are. */
  int size() {
    return items.length;
  }

  /** The number of one of them. */
  int item(int place) {
    return items[place];
  }
}
