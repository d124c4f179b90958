package dev.ricordo.spi;

import dev.ricordo.event.Event;

/**
 * An event that a journal has accepted.
 *
 * @param position place in the order in which the journal accepted events, 1 or more: it rises
 *     along every customer's journal, with gaps where others' events came between. This, not the
 *     event's time, is the order of the fold; it stays when customers are merged
 */
public record JournalEntry(long position, Event event) {

  /**
   * @throws IllegalArgumentException if the position is not positive
   */
  public JournalEntry {
    if (position < 1) {
      throw new IllegalArgumentException("position: must be at least 1, is " + position);
    }
  }
}
