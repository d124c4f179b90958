package dev.ricordo.internal;

import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;

/**
 * All that is folded from one customer's journal: the working memory and the last items. Not
 * thread-safe: it belongs to the customer's lane.
 */
final class CustomerMemory {

  final MemoryState working;
  final RecentItems recent;

  /** How many events are folded in. */
  long events;

  /**
   * Position of the last journal entry folded in, 0 if none. Where the fold stands, not what it
   * holds: positions tell how much others did, so no byte of the memory may depend on them.
   */
  long cursor;

  /** The cursor of the newest snapshot that is kept of it or about to be, 0 without one. */
  long kept;

  /** Bytes that it counted for when it was last kept hot, see {@link HotMemories}. */
  int weighed;

  CustomerMemory(MemoryState working, RecentItems recent, long events, long cursor) {
    this.working = working;
    this.recent = recent;
    this.events = events;
    this.cursor = cursor;
  }

  CustomerMemory copy() {
    CustomerMemory copy = new CustomerMemory(working.copy(), recent.copy(), events, cursor);
    copy.kept = kept;
    return copy;
  }
}
