package dev.ricordo.spi;

import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Hands every call on to another journal: for what watches, guards or breaks some of them. Whoever
 * overrides {@link #read} overrides {@link #readAll} too, which does not come by it.
 */
public abstract class ForwardingJournal implements Journal {

  /** Where calls go. */
  protected final Journal delegate;

  protected ForwardingJournal(Journal delegate) {
    this.delegate = delegate;
  }

  @Override
  public List<Appended> append(List<Event> events) {
    return delegate.append(events);
  }

  @Override
  public List<JournalEntry> read(CustomerId customer, long fromPosition) {
    return delegate.read(customer, fromPosition);
  }

  @Override
  public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
    return delegate.readAll(customers);
  }

  @Override
  public void forEachCustomer(Consumer<CustomerId> consumer) {
    delegate.forEachCustomer(consumer);
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
    return delegate.merge(visitor, into, at);
  }

  @Override
  public boolean unmerge(CustomerId visitor, Instant at) {
    return delegate.unmerge(visitor, at);
  }

  @Override
  public void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto) {
    delegate.forEachMerged(visitorAndInto);
  }

  @Override
  public Set<CustomerId> oneWith(CustomerId customer) {
    return delegate.oneWith(customer);
  }

  @Override
  public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
    return delegate.erase(customer, at, before);
  }

  @Override
  public long erase(
      CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
    return delegate.erase(customer, events, at, before);
  }

  @Override
  public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
    return delegate.replace(right, at, before);
  }

  @Override
  public Standing standing(CustomerId customer) {
    return delegate.standing(customer);
  }

  @Override
  public Epochs epochs() {
    return delegate.epochs();
  }

  @Override
  public Panels panels() {
    return delegate.panels();
  }

  @Override
  public void onForeignChange(Consumer<Predicate<CustomerId>> listener) {
    delegate.onForeignChange(listener);
  }

  @Override
  public Map<CustomerId, Standing> standings(Collection<CustomerId> customers) {
    return delegate.standings(customers);
  }

  @Override
  public void forEachStanding(BiConsumer<CustomerId, Standing> consumer) {
    delegate.forEachStanding(consumer);
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at) {
    return delegate.stand(customer, change, at);
  }

  @Override
  public void onForeignStanding(Runnable listener) {
    delegate.onForeignStanding(listener);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
