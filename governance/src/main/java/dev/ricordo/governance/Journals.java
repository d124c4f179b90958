package dev.ricordo.governance;

import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Panels;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Read-only views of a journal, to see worlds that are not. */
final class Journals {

  private Journals() {}

  /** A world whose shared sums are empty: enough to look at one customer, and at once there. */
  static Journal listingNobody(Journal journal) {
    return new View(journal, Optional::of, consumer -> {});
  }

  /**
   * A world in which some events never happened, or happened in another way.
   *
   * @param becomes what is there in an entry's place, if anything is
   * @param onEach told the number of customers gone through, at each
   */
  static Journal changed(
      Journal journal,
      Function<JournalEntry, Optional<JournalEntry>> becomes,
      LongConsumer onEach) {
    return new View(
        journal,
        becomes,
        consumer -> {
          AtomicLong number = new AtomicLong();
          journal.forEachCustomer(
              customer -> {
                onEach.accept(number.incrementAndGet());
                consumer.accept(customer);
              });
        });
  }

  /**
   * @param becomes what is in the view in an entry's place
   */
  private record View(
      Journal journal,
      Function<JournalEntry, Optional<JournalEntry>> becomes,
      Consumer<Consumer<CustomerId>> listing)
      implements Journal {

    @Override
    public List<Appended> append(List<Event> events) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      return journal.read(customer, fromPosition).stream()
          .flatMap(entry -> becomes.apply(entry).stream())
          .toList();
    }

    @Override
    public void forEachCustomer(Consumer<CustomerId> consumer) {
      listing.accept(consumer);
    }

    @Override
    public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public boolean unmerge(CustomerId visitor, Instant at) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto) {
      journal.forEachMerged(visitorAndInto);
    }

    @Override
    public Set<CustomerId> oneWith(CustomerId customer) {
      return journal.oneWith(customer);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public Panels panels() {
      return journal.panels();
    }

    @Override
    public Epochs epochs() {
      return journal.epochs();
    }

    /** Without restrictions: a view shows what would be answered if there were none. */
    @Override
    public Map<CustomerId, Standing> standings(Collection<CustomerId> customers) {
      Map<CustomerId, Standing> standings = new HashMap<>(journal.standings(customers));
      standings.replaceAll((customer, standing) -> used(standing));
      return standings;
    }

    @Override
    public void forEachStanding(BiConsumer<CustomerId, Standing> consumer) {
      journal.forEachStanding((c, standing) -> consumer.accept(c, used(standing)));
    }

    private static Standing used(Standing standing) {
      return standing.withRestricted(false).withSuspended(false);
    }

    @Override
    public Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at) {
      throw new UnsupportedOperationException("a view is read-only");
    }

    @Override
    public void close() {}
  }
}
