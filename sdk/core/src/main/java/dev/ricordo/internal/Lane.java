package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of the customers that hash to it: a lock, a kernel and their hot memories, the
 * longest unused of which is dropped when there are too many. Hold {@link #lock} for every call.
 */
final class Lane {

  final ReentrantLock lock = new ReentrantLock();
  final Fold fold;

  private final Map<CustomerId, CustomerMemory> hot = new LinkedHashMap<>(16, 0.75f, true);
  private final int capacity;
  private final BiConsumer<CustomerId, CustomerMemory> onEviction;

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
      hot.remove(eldest.getKey());
      onEviction.accept(eldest.getKey(), eldest.getValue());
    }
  }

  void drop(CustomerId customer) {
    hot.remove(customer);
  }

  void dropAll() {
    hot.clear();
  }

  void forEach(BiConsumer<CustomerId, CustomerMemory> consumer) {
    hot.forEach(consumer);
  }

  int size() {
    return hot.size();
  }
}
