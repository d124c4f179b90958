package dev.ricordo.internal;

import dev.ricordo.base.Features;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.Event;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.spi.JournalEntry;
import java.util.List;

/**
 * The fold: {@code memory = fold(step, initial(base), journal)}. Recovery, explanation and
 * forgetting all come through here, and through {@link Shares}. Not thread-safe, for the kernel's
 * scratch space.
 */
final class Fold {

  private final ItemEmbeddings items;
  private final Features features;
  private final ItemIndex index;
  private final boolean memoryWrites;
  private final SelfModifyingMemory kernel;
  private final MemoryState initial;

  Fold(ItemEmbeddings items, ItemIndex index, boolean memoryWrites) {
    this(items, index, memoryWrites, new SelfModifyingMemory(items));
  }

  private Fold(
      ItemEmbeddings items, ItemIndex index, boolean memoryWrites, SelfModifyingMemory kernel) {
    this.items = items;
    this.features = items.base().features();
    this.index = index;
    this.memoryWrites = memoryWrites;
    this.kernel = kernel;
    initial = new SelfModifyingMemory(items).initial();
  }

  /**
   * A fold of the same journals in which one of the customer's levels never changes from what
   * everybody's starts as.
   *
   * @param level from 0, the working memory, below {@link #levels}
   */
  Fold holding(int level) {
    return new Fold(items, index, memoryWrites, SelfModifyingMemory.holding(items, level));
  }

  /** How many levels are the customer's own: the working memory and the continuum levels. */
  int levels() {
    return 1 + initial.levels();
  }

  CustomerMemory initial() {
    return new CustomerMemory(initial.copy(), new RecentItems(), 0, 0);
  }

  /**
   * Folds one entry into a memory.
   *
   * @return the surprise of the write, 0 if memory writes are switched off
   */
  double step(CustomerMemory memory, JournalEntry entry) {
    Event event = entry.event();
    double surprise = 0;
    if (memoryWrites) {
      surprise =
          kernel.step(
              memory.working,
              items.row(event.item()),
              event.kind(),
              event.at().getEpochSecond(),
              features.of(event));
    }
    if (event.kind().counted()) {
      memory.recent.push(index.number(event.item()), event.at().getEpochSecond());
    }
    memory.events++;
    memory.cursor = entry.position();
    return surprise;
  }

  /** Folds a whole journal, or what is left of it, from nothing. */
  CustomerMemory of(List<JournalEntry> entries) {
    return onTop(initial(), entries);
  }

  /** Folds further entries into a memory, which it returns. */
  CustomerMemory onTop(CustomerMemory memory, List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      step(memory, entry);
    }
    return memory;
  }
}
