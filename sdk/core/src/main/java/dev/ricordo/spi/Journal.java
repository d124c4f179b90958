package dev.ricordo.spi;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every customer's events, in the order in which they were accepted.
 *
 * <p>Implementations are thread-safe. Two calls for the same customer do not run at the same time:
 * whoever folds the journal is the only writer of that customer.
 *
 * <p>Failures of the store are thrown as {@link dev.ricordo.RicordoException}; after one, either
 * all events of the call are in the journal or none is.
 */
public interface Journal extends AutoCloseable {

  /**
   * Appends events and returns when they are durable: all of them, in one step, or none.
   *
   * <p>An event whose id is in the journal already, or earlier in the same list, is a {@link
   * Appended.Duplicate}. An event of a customer who was forgotten at or after the event's time is
   * {@link Appended.Forgotten}: a late delivery must not bring anyone back.
   *
   * @return one outcome per event, in order
   */
  List<Appended> append(List<Event> events);

  /** The customer's events from a position on (1 for all), in order; empty if there is none. */
  List<JournalEntry> read(CustomerId customer, long fromPosition);

  /** Gives every customer who has events to the consumer, in no particular order. */
  void forEachCustomer(Consumer<CustomerId> consumer);

  /**
   * Removes a customer's events, and whatever else the store keeps of that customer, and leaves a
   * tombstone that refuses the customer's events up to this time.
   *
   * <p>Durable when it returns. An unknown customer is not an error: the tombstone is left and 0
   * returned.
   *
   * @param at the time of the erasure
   * @return how many events were removed
   */
  long erase(CustomerId customer, Instant at);

  /**
   * Tells the listener when a customer was erased through another {@code Journal} on the same
   * store, so that caches made from it can be dropped. A journal that nobody else can reach never
   * calls.
   */
  default void onForeignErasure(Runnable listener) {}

  @Override
  void close();

  /** A journal that lives and ends with this process, for tests and first steps. */
  static Journal inMemory() {
    return new dev.ricordo.internal.InMemoryJournal();
  }
}
