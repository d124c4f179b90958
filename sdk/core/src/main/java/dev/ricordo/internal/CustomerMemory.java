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

  /** Position of the last journal entry folded in, 0 if none. */
  long cursor;

  CustomerMemory(MemoryState working, RecentItems recent, long cursor) {
    this.working = working;
    this.recent = recent;
    this.cursor = cursor;
  }
}
