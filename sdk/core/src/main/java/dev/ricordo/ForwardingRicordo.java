package dev.ricordo;

import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Hands every call on to another instance: for what measures, announces or guards some of them. */
public abstract class ForwardingRicordo implements Ricordo {

  /** Where calls go. */
  protected final Ricordo delegate;

  protected ForwardingRicordo(Ricordo delegate) {
    this.delegate = delegate;
  }

  @Override
  public Observation observe(Event event) {
    return delegate.observe(event);
  }

  @Override
  public List<Observation> observeAll(List<Event> events) {
    return delegate.observeAll(events);
  }

  @Override
  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    return delegate.recommend(customer, slot, count);
  }

  @Override
  public Because because(Ranking ranking, ItemId item) {
    return delegate.because(ranking, item);
  }

  @Override
  public Inspection inspect(CustomerId customer) {
    return delegate.inspect(customer);
  }

  @Override
  public Retrospect retrospect(CustomerId customer, LongConsumer looked) {
    return delegate.retrospect(customer, looked);
  }

  @Override
  public Erasure forget(CustomerId customer) {
    return delegate.forget(customer);
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    return delegate.forget(customer, scope);
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    return delegate.merge(visitor, known);
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    return delegate.unmerge(visitor);
  }

  @Override
  public Set<CustomerId> oneWith(CustomerId customer) {
    return delegate.oneWith(customer);
  }

  @Override
  public Standing standing(CustomerId customer) {
    return delegate.standing(customer);
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    return delegate.stand(customer, change);
  }

  @Override
  public void forEachConsenting(Purpose purpose, Consumer<CustomerId> consumer) {
    delegate.forEachConsenting(purpose, consumer);
  }

  @Override
  public List<Level> levels() {
    return delegate.levels();
  }

  @Override
  public List<Level> levels(CustomerId customer) {
    return delegate.levels(customer);
  }

  @Override
  public Base base() {
    return delegate.base();
  }

  @Override
  public void moveTo(Base base) {
    delegate.moveTo(base);
  }

  @Override
  public Consolidation consolidation() {
    return delegate.consolidation();
  }

  @Override
  public Catalogue catalogue() {
    return delegate.catalogue();
  }

  @Override
  public Statistics statistics() {
    return delegate.statistics();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
