package dev.ricordo.spi;

import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Every customer's events, in the order in which they were accepted.
 *
 * <p>A visitor who logs in is merged into a known customer. From then on the two are one: reading,
 * erasing and listing treat the visitor as that customer, and their entries stand in one journal by
 * their positions, which do not change. A customer who is not merged is an owner, of themselves at
 * least.
 *
 * <p>Whatever changes what a customer's events add to the shared sums, an erasure, a correction, a
 * merge, its undoing, another word about {@link dev.ricordo.consent.Purpose#COLLECTIVE} or {@link
 * dev.ricordo.consent.Purpose#TRAIN}, counts a change of every closed epoch that the customer, or
 * anyone who is one with the customer, has events in, in the same step, see {@link
 * dev.ricordo.consolidation.Epoch#changes}.
 *
 * <p>Implementations are thread-safe. Two calls for the same owner do not run at the same time:
 * whoever folds the journal is the only writer of that customer.
 *
 * <p>Failures of the store are thrown as {@link dev.ricordo.RicordoException}; after one, nothing
 * of what the call was to change is in the journal. If nobody knows, because the store failed when
 * it was to commit, it is an {@link dev.ricordo.OutcomeUnknownException}: then all of it is in the
 * journal or nothing is, and the same call again completes it.
 */
public interface Journal extends AutoCloseable {

  /**
   * Appends events and returns when they are durable: all of them, in one step, or none. After an
   * {@link dev.ricordo.OutcomeUnknownException} either may be so; the same events again are
   * duplicates if they are.
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

  /** All events of many customers, by customer; whoever has none has an empty list. */
  default Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
    Map<CustomerId, List<JournalEntry>> journals = new HashMap<>();
    customers.forEach(customer -> journals.computeIfAbsent(customer, c -> read(c, 1)));
    return journals;
  }

  /** Gives every owner who has events to the consumer, in no particular order. */
  void forEachCustomer(Consumer<CustomerId> consumer);

  /**
   * Makes a visitor one with a known customer, who may be merged further. Those who were merged
   * into the visitor before come along. Durable when it returns. Snapshots of both owners on the
   * same store are removed in the same step. Either may be without events.
   *
   * @return whether anything changed: false if the two are one already
   * @throws IllegalArgumentException if the visitor is merged into somebody else
   */
  boolean merge(CustomerId visitor, CustomerId into, Instant at);

  /**
   * Undoes {@link #merge} for one visitor, who is again an owner, of those merged into the visitor
   * too. Events stay with the id that they were observed under. Durable when it returns. The former
   * owner's snapshot on the same store is removed in the same step.
   *
   * @return whether the visitor was merged
   */
  boolean unmerge(CustomerId visitor, Instant at);

  /**
   * Gives every merged visitor, and whom it was merged into, to the consumer, in no particular
   * order.
   */
  void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto);

  /** Everyone who is one with a customer, with or without events, and the customer too. */
  Set<CustomerId> oneWith(CustomerId customer);

  /**
   * Removes the events of a customer and of everyone who is one with that customer, and whatever
   * else the store keeps of them, and leaves a tombstone for each that refuses events up to this
   * time, or up to the latest of theirs that is removed, if that is later.
   *
   * <p>Durable when it returns. An unknown customer is not an error: the tombstone is left and 0
   * returned.
   *
   * @param at the time of the erasure
   * @param before is shown what will be gone. If it throws, nothing was erased. It may be asked
   *     more than once, and before an erasure that then fails
   * @return how many events were removed
   */
  long erase(CustomerId customer, Instant at, Consumer<Leaving> before);

  /** {@link #erase(CustomerId, Instant, Consumer)} that nobody watches. */
  default long erase(CustomerId customer, Instant at) {
    return erase(customer, at, leaving -> {});
  }

  /**
   * Removes some events of the customer and of everyone who is one with that customer. Whatever
   * else the store keeps of what they were part of goes too: snapshots, and the keys that they were
   * sealed with, for which the events that stay are sealed again under new ones. The ids stay
   * known: a late delivery is a {@link Appended.Duplicate}.
   *
   * <p>Durable when it returns. Events that the customer has not are no error.
   *
   * @param at the time of the erasure
   * @param before as with {@link #erase(CustomerId, Instant, Consumer)}; need not be asked if there
   *     is nothing to remove
   * @return how many events were removed
   */
  long erase(CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before);

  /** {@link #erase(CustomerId, Set, Instant, Consumer)} that nobody watches. */
  default long erase(CustomerId customer, Set<EventId> events, Instant at) {
    return erase(customer, events, at, leaving -> {});
  }

  /**
   * Puts an event right: from now on it is as if it had always been like this. It takes the place
   * of the one of the same id and customer, at the same position, so that whoever folds the journal
   * finds what a journal holds that never had the wrong one. What was wrong goes as in {@link
   * #erase(CustomerId, Set, Instant, Consumer)}.
   *
   * <p>If the customer was forgotten at or after the right time, the wrong event goes and none
   * takes its place: had it been right from the start, it would be forgotten.
   *
   * <p>Durable when it returns.
   *
   * @param right of the customer whom the wrong one was observed for
   * @param at the time of the correction
   * @param before is shown the wrong event, as in an erasure
   * @return whether there was an event to put right
   */
  boolean replace(Event right, Instant at, Consumer<Leaving> before);

  /** {@link #replace(Event, Instant, Consumer)} that nobody watches. */
  default boolean replace(Event right, Instant at) {
    return replace(right, at, leaving -> {});
  }

  /** What a customer and everyone who is one with the customer said, the strictest of it. */
  default Standing standing(CustomerId customer) {
    return standings(List.of(customer)).values().stream().reduce(Standing.UNSAID, Standing::and);
  }

  /** Where the epochs of consolidation end, and what was decided about them. */
  Epochs epochs();

  /** Who bases were trained on, and what was forgotten of it. */
  Panels panels();

  /**
   * Tells the listener when a customer was erased, put right, merged or unmerged, or an epoch
   * closed or decided about, through another {@code Journal} on the same store, so that caches made
   * from it can be dropped. A journal that nobody else can reach never calls.
   *
   * @param listener is given a test for owners, of before and of now: whether somebody's journal,
   *     or whether it counts, may have changed. It is true of everyone for whom that is so, and
   *     perhaps of others, and may be asked by any thread
   */
  default void onForeignChange(Consumer<Predicate<CustomerId>> listener) {}

  /**
   * What customers, and everyone who is one with them, have said about the use of their data, each
   * under the id that it was said for. Whoever said nothing is left out.
   */
  Map<CustomerId, Standing> standings(Collection<CustomerId> customers);

  /**
   * Gives everyone who has said something, and what, to the consumer, in no particular order.
   * Events are not needed.
   */
  void forEachStanding(BiConsumer<CustomerId, Standing> consumer);

  /**
   * Changes what a customer says, and with it what everyone who is one with that customer says, in
   * one step that no other change comes between. It goes with {@link #erase(CustomerId, Instant)}.
   * Durable when it returns. The customer need not have events.
   *
   * <p>{@link Standing#suspended} is the one part that belongs to the customer alone, whose request
   * it is: {@code change} is given the customer's own, changes it for the customer only, and the
   * others keep theirs.
   *
   * @param change from what {@link Standing#and} makes of all that the group said so far, to what
   *     each of the group says from now on; may be asked more than once
   * @param at the time of the change
   * @return what holds for the group now: suspended too if a request of another of them is in hand
   */
  Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at);

  /**
   * Tells the listener when a standing was changed through another {@code Journal} on the same
   * store. Where {@link dev.ricordo.consent.Purpose#COLLECTIVE} was granted or withdrawn by
   * somebody with events, listeners of {@link #onForeignChange} are told too: sums made from this
   * journal no longer hold.
   */
  default void onForeignStanding(Runnable listener) {}

  @Override
  void close();

  /** A journal that lives and ends with this process, for tests and first steps. */
  static Journal inMemory() {
    return new dev.ricordo.internal.InMemoryJournal();
  }
}
