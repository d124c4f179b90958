package dev.ricordo.spi;

import dev.ricordo.event.Event;

/**
 * An event that a journal has accepted.
 *
 * @param position place in the customer's own journal, counted from 1 without gaps at acceptance;
 *     this, not the event's time, is the order of the fold
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
