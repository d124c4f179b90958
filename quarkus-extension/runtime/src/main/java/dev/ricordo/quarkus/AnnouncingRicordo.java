package dev.ricordo.quarkus;

import dev.ricordo.Erasure;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Tells a listener whose memory another instance has changed, once it has. Thread-safe if the
 * listener is.
 */
/*
 * Who is one with the customer is asked before an erasure or unmerge, for nobody knows it afterwards.
 */
final class AnnouncingRicordo extends ForwardingRicordo {

  private static final Logger LOG = Logger.getLogger(AnnouncingRicordo.class);

  private final Consumer<MemoryChanged> listener;

  AnnouncingRicordo(Ricordo delegate, Consumer<MemoryChanged> listener) {
    super(delegate);
    this.listener = listener;
  }

  @Override
  public Observation observe(Event event) {
    Observation outcome = delegate.observe(event);
    if (outcome instanceof Observation.Learned) {
      delegate.oneWith(event.customer()).forEach(this::announce);
    }
    return outcome;
  }

  @Override
  public List<Observation> observeAll(List<Event> events) {
    List<Observation> outcomes = delegate.observeAll(events);
    Set<CustomerId> changed = new LinkedHashSet<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Observation.Learned) {
        changed.addAll(delegate.oneWith(events.get(i).customer()));
      }
    }
    changed.forEach(this::announce);
    return outcomes;
  }

  @Override
  public Erasure forget(CustomerId customer) {
    Set<CustomerId> everyone = delegate.oneWith(customer);
    Erasure erasure = delegate.forget(customer);
    everyone.forEach(this::announce);
    return erasure;
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    Set<CustomerId> everyone = delegate.oneWith(customer);
    Erasure erasure = delegate.forget(customer, scope);
    if (erasure.events() > 0) {
      everyone.forEach(this::announce);
    }
    return erasure;
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    Set<CustomerId> everyone = new LinkedHashSet<>(delegate.oneWith(visitor));
    everyone.addAll(delegate.oneWith(known));
    boolean merged = delegate.merge(visitor, known);
    if (merged) {
      everyone.forEach(this::announce);
    }
    return merged;
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    Set<CustomerId> everyone = delegate.oneWith(visitor);
    boolean unmerged = delegate.unmerge(visitor);
    if (unmerged) {
      everyone.forEach(this::announce);
    }
    return unmerged;
  }

  /** What is remembered stays, what answers may use of it need not. */
  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    Set<CustomerId> everyone = delegate.oneWith(customer);
    Standing standing = delegate.stand(customer, change);
    everyone.forEach(this::announce);
    return standing;
  }

  /** What was done is durable: a listener that fails must not make it look undone. */
  private void announce(CustomerId customer) {
    try {
      listener.accept(new MemoryChanged(customer));
    } catch (RuntimeException e) {
      LOG.error("an observer of MemoryChanged failed", e);
    }
  }
}
