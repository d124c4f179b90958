package dev.ricordo.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The memories on the heap, and their shares of the collective sums, bounded by bytes: what is used
 * least goes first. Thread-safe; what it returns belongs to the customer's lane.
 */
/*
 * A share has up to ten cells for each event, far more than a memory for a long journal, and only
 * learning needs it; so shares are kept apart and have a quarter of the room. One that was dropped is
 * folded from the journal, or from what is kept of it on, when its customer's next event comes.
 *
 * Whoever makes room holds the lock of its own lane, and tells the listener at once: what waits to be
 * told would be on the heap beyond its bound.
 */
final class HotMemories {

  /** Bytes of a cell in a share's table, with the room that a hash table leaves free. */
  private static final int CELL_BYTES = 32;

  /** Bytes of an entry's objects beside its arrays: about thirty headers and references. */
  private static final int OBJECT_BYTES = 512;

  private final Cache<CustomerId, CustomerMemory> memories;
  private final Cache<CustomerId, Contribution> shares;

  /**
   * @param bytes of heap for memories and shares together, about
   * @param onDrop is given a memory that is dropped for want of room, and no other; it returns at
   *     once and takes no lock
   */
  HotMemories(long bytes, BiConsumer<CustomerId, CustomerMemory> onDrop) {
    memories =
        Caffeine.newBuilder()
            .maximumWeight(bytes - bytes / 4)
            .weigher((CustomerId customer, CustomerMemory memory) -> bytes(memory))
            .executor(Runnable::run)
            .removalListener(
                (@Nullable CustomerId customer,
                    @Nullable CustomerMemory memory,
                    RemovalCause cause) -> {
                  if (cause == RemovalCause.SIZE && customer != null && memory != null) {
                    onDrop.accept(customer, memory);
                  }
                })
            .build();
    shares =
        Caffeine.newBuilder()
            .maximumWeight(bytes / 4)
            .weigher((CustomerId customer, Contribution share) -> bytes(share))
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(CustomerMemory memory) {
    return Math.toIntExact(memory.working.stateBytes() + memory.recent.bytes() + OBJECT_BYTES);
  }

  private static int bytes(Contribution share) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, OBJECT_BYTES + (long) CELL_BYTES * share.size()));
  }

  @Nullable CustomerMemory find(CustomerId owner) {
    return memories.getIfPresent(owner);
  }

  /** Told of every step: a memory that takes as much room as before is not weighed again. */
  void keep(CustomerId owner, CustomerMemory memory) {
    int bytes = bytes(memory);
    if (bytes != memory.weighed || memories.getIfPresent(owner) != memory) {
      memory.weighed = bytes;
      memories.put(owner, memory);
    }
  }

  /** What the sums hold of a customer, if that is hot. */
  @Nullable Contribution findShare(CustomerId owner) {
    return shares.getIfPresent(owner);
  }

  void keepShare(CustomerId owner, Contribution share) {
    shares.put(owner, share);
  }

  void drop(CustomerId owner) {
    memories.invalidate(owner);
    shares.invalidate(owner);
  }

  void dropIf(Predicate<CustomerId> dropped) {
    memories.asMap().keySet().removeIf(dropped);
    shares.asMap().keySet().removeIf(dropped);
  }

  void dropShares() {
    shares.invalidateAll();
  }

  void dropAll() {
    memories.invalidateAll();
    shares.invalidateAll();
  }

  void forEach(BiConsumer<CustomerId, CustomerMemory> consumer) {
    memories.asMap().forEach(consumer);
  }

  /** How many memories are hot, once those beyond the room are dropped. */
  long size() {
    memories.cleanUp();
    return memories.estimatedSize();
  }
}
