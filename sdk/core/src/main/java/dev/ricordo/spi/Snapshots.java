package dev.ricordo.spi;

import dev.ricordo.event.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Folded memories, kept so that a fold can start where an earlier one stopped, and beside them what
 * the shared sums hold of those with long journals, {@link #shares}.
 *
 * <p>A cache: losing it, or any entry, costs replay and nothing else. Implementations are
 * thread-safe. {@link Journal#erase} on the same store removes what is kept of the customer in the
 * same step.
 */
public interface Snapshots {

  /**
   * What was folded and where it stands.
   *
   * @param cursor position of the last journal entry folded into it
   * @param bytes a memory in the format of {@code docs/formats/memory.md}, a share in that of
   *     {@code docs/formats/share.md}; owned by the record, not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per read would cost 5 KB
  record Snapshot(long cursor, byte[] bytes) {}

  Optional<Snapshot> find(CustomerId customer);

  /** What is kept of some customers; of most of them there may be nothing. */
  default Map<CustomerId, Snapshot> findAll(Collection<CustomerId> customers) {
    Map<CustomerId, Snapshot> found = new HashMap<>();
    customers.forEach(
        customer -> find(customer).ifPresent(snapshot -> found.put(customer, snapshot)));
    return found;
  }

  /**
   * Keeps the snapshot in place of an older one of the same customer.
   *
   * <p>It may come late, when the customer has been erased or merged since: one that ends before
   * the customer's last erasure, merge or unmerge is not kept.
   */
  void put(CustomerId customer, Snapshot snapshot);

  /** Keeps many at once, each as {@link #put} does. */
  default void putAll(Map<CustomerId, Snapshot> snapshots) {
    snapshots.forEach(this::put);
  }

  /**
   * Where customers' shares of the sums are kept, apart from their memories and under the same
   * rules; nowhere unless a store says so.
   */
  default Snapshots shares() {
    return none();
  }

  /** Keeps nothing. */
  static Snapshots none() {
    return new Snapshots() {
      @Override
      public Optional<Snapshot> find(CustomerId customer) {
        return Optional.empty();
      }

      @Override
      public void put(CustomerId customer, Snapshot snapshot) {}
    };
  }
}
