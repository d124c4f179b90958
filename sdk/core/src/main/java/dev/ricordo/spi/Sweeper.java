package dev.ricordo.spi;

import dev.ricordo.event.CustomerId;
import java.util.Set;

/**
 * A store of the host's own that may hold something made of what customers did: a cache, a queue of
 * mails, rendered pages. Thread-safe; customers are swept side by side.
 */
public interface Sweeper {

  /** What the store is called, for certificates: "page cache". Names no customer. */
  String name();

  /**
   * Drops whatever was made of these customers' events. Called after each erasure through an
   * instance that knows this sweeper, of all events or of some, once nothing is answered from them
   * any more. Durable, where the store is, when it returns.
   *
   * <p>If it throws, the erasure stays done, and {@link dev.ricordo.Erasure#notSwept} says that
   * this store was not swept: whoever erased has it swept. Why it failed is the sweeper's to log.
   *
   * @param everyone the customer and everyone who was one with it
   */
  void sweep(Set<CustomerId> everyone);
}
