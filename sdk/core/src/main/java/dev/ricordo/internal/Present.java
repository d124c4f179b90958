package dev.ricordo.internal;

import dev.ricordo.memory.RecentItems;

/** What an answer reads of a memory, copied, for the memory goes on learning. */
final class Present {

  /** h {@code [d]}, what the customer is ready for. */
  final float[] context;

  final RecentItems recent;
  final long events;

  /**
   * @param memory whose context is copied
   * @param recent what is told of its last items: kept, not copied
   */
  Present(CustomerMemory memory, RecentItems recent) {
    context = memory.working.context().clone();
    this.recent = recent;
    events = memory.events;
  }
}
