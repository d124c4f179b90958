package dev.ricordo.spi;

import dev.ricordo.event.CustomerId;
import java.util.List;
import java.util.Set;

/**
 * What an erasure is about to remove, shown while nothing of it can change: nobody, in whatever
 * process, appends, merges or erases there until the erasure is done. Good for as long as it is
 * shown, on the thread that it is shown to.
 */
public interface Leaving {

  /** The customer and everyone who is one with it, with or without events. */
  Set<CustomerId> everyone();

  /**
   * The events that will be gone, in order. Read when asked for.
   *
   * @throws dev.ricordo.RicordoException if they cannot be read
   */
  List<JournalEntry> entries();
}
