package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;
import java.util.Map;

/**
 * Reads all journals one by one while they go on changing, and is told what happens to them
 * meanwhile. Thread-safe; call it for an owner under the lock of the owner's lane.
 */
interface Follower {

  /** An owner's journal has grown. */
  void grown(CustomerId owner);

  /**
   * Journals have changed as a whole.
   *
   * @param before whole journals by owner
   * @param after what became of them, as far as it enters the sums
   */
  void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after);

  /** Another process changed the journal: nothing read so far can be trusted. */
  void spoil();
}
