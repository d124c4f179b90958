package dev.ricordo.internal;

import dev.ricordo.Erasure;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Sweeper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Sweeps the host's own stores after each erasure. Thread-safe. */
/*
 * After the erasure, and not within it: a page that is rendered while we sweep is made from what is
 * left. Who is one with the customer is asked before, for nobody knows it afterwards; if nobody knows
 * whether the erasure is durable, it is remembered for the next one of any of them.
 */
public final class SweepingRicordo extends ForwardingRicordo {

  private final Journal journal;
  private final List<Sweeper> sweepers;

  /** By each of those whose erasure has an unknown outcome, all who were one then. */
  private final Map<CustomerId, Set<CustomerId>> unswept = new ConcurrentHashMap<>();

  public SweepingRicordo(Ricordo delegate, Journal journal, List<Sweeper> sweepers) {
    super(delegate);
    this.journal = journal;
    this.sweepers = List.copyOf(sweepers);
  }

  @Override
  public Erasure forget(CustomerId customer) {
    Set<CustomerId> everyone = everyone(customer);
    return swept(erased(() -> delegate.forget(customer), everyone), everyone);
  }

  /** A scope that covers nothing sweeps nothing, unless an erasure of before may have had. */
  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    Set<CustomerId> everyone = everyone(customer);
    Erasure erasure = erased(() -> delegate.forget(customer, scope), everyone);
    return erasure.events() == 0 && !unswept.containsKey(customer)
        ? erasure
        : swept(erasure, everyone);
  }

  /** Who is one with the customer, or was at an erasure whose outcome is unknown. */
  private Set<CustomerId> everyone(CustomerId customer) {
    Set<CustomerId> everyone = new HashSet<>(journal.oneWith(customer));
    everyone.addAll(unswept.getOrDefault(customer, Set.of()));
    return everyone;
  }

  private Erasure erased(Supplier<Erasure> erasure, Set<CustomerId> everyone) {
    try {
      return erasure.get();
    } catch (OutcomeUnknownException e) {
      everyone.forEach(one -> unswept.put(one, everyone));
      throw e;
    }
  }

  private Erasure swept(Erasure erasure, Set<CustomerId> everyone) {
    unswept.keySet().removeAll(everyone);
    return erasure.sweeping(
        sweepers.stream()
            .map(sweeper -> new Erasure.Sweep(sweeper.name(), sweep(sweeper, everyone)))
            .toList());
  }

  private static boolean sweep(Sweeper sweeper, Set<CustomerId> everyone) {
    try {
      sweeper.sweep(everyone);
      return true;
    } catch (RuntimeException e) {
      return false; // told in the result; what is erased stays erased
    }
  }
}
