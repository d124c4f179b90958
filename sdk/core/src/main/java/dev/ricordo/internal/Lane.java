package dev.ricordo.internal;

import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of the customers that hash to it: a lock, a kernel, their hot memories and their
 * hot shares of the collective sums, the longest unused of which are dropped when there are too
 * many. Hold {@link #lock} for every call.
 */
/*
 * A share has up to ten cells for each event, some 30 bytes a cell, far more than a memory for a long
 * journal; so shares are kept by their size, not their number. One that was dropped is folded from
 * the journal when its customer's next event comes.
 */
final class Lane {

  /** Cells of all hot shares together, 1 MB. */
  private static final int CELLS = 1 << 15;

  final ReentrantLock lock = new ReentrantLock();
  final Fold fold;

  private final Map<CustomerId, CustomerMemory> hot = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<CustomerId, Share> shares = new LinkedHashMap<>(16, 0.75f, true);
  private final int capacity;
  private long cells;
  private final BiConsumer<CustomerId, CustomerMemory> onEviction;

  private record Share(Contribution contribution, int cells) {}

  /**
   * @param capacity how many memories stay hot
   * @param onEviction is given a memory that is dropped for want of room
   */
  Lane(Fold fold, int capacity, BiConsumer<CustomerId, CustomerMemory> onEviction) {
    this.fold = fold;
    this.capacity = capacity;
    this.onEviction = onEviction;
  }

  @Nullable CustomerMemory find(CustomerId customer) {
    return hot.get(customer);
  }

  void keep(CustomerId customer, CustomerMemory memory) {
    hot.put(customer, memory);
    if (hot.size() > capacity) {
      Map.Entry<CustomerId, CustomerMemory> eldest = hot.entrySet().iterator().next();
      drop(eldest.getKey());
      onEviction.accept(eldest.getKey(), eldest.getValue());
    }
  }

  /** What the sums hold of a customer, if that is hot. */
  @Nullable Contribution findShare(CustomerId customer) {
    Share share = shares.get(customer);
    return share == null ? null : share.contribution;
  }

  void keepShare(CustomerId customer, Contribution contribution) {
    dropShare(customer);
    shares.put(customer, new Share(contribution, contribution.size()));
    cells += contribution.size();
    while (cells > CELLS && shares.size() > 1) {
      dropShare(shares.keySet().iterator().next());
    }
  }

  private void dropShare(CustomerId customer) {
    Share share = shares.remove(customer);
    cells -= share == null ? 0 : share.cells;
  }

  void drop(CustomerId customer) {
    hot.remove(customer);
    dropShare(customer);
  }

  void dropAll() {
    hot.clear();
    shares.clear();
    cells = 0;
  }

  void forEach(BiConsumer<CustomerId, CustomerMemory> consumer) {
    hot.forEach(consumer);
  }

  int size() {
    return hot.size();
  }
}
