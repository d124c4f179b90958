package dev.ricordo.internal;

import dev.ricordo.Erasure;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Sweeper;
import java.util.List;
import java.util.Set;

/** Sweeps the host's own stores after each erasure. Thread-safe. */
/*
 * After the erasure, and not within it: a page that is rendered while we sweep is made from what is
 * left. Who is one with the customer is asked before, for nobody knows it afterwards.
 */
public final class SweepingRicordo extends ForwardingRicordo {

  private final Journal journal;
  private final List<Sweeper> sweepers;

  public SweepingRicordo(Ricordo delegate, Journal journal, List<Sweeper> sweepers) {
    super(delegate);
    this.journal = journal;
    this.sweepers = List.copyOf(sweepers);
  }

  @Override
  public Erasure forget(CustomerId customer) {
    Set<CustomerId> everyone = journal.oneWith(customer);
    return swept(delegate.forget(customer), everyone);
  }

  /** A scope that covers nothing sweeps nothing. */
  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    Set<CustomerId> everyone = journal.oneWith(customer);
    Erasure erasure = delegate.forget(customer, scope);
    return erasure.events() == 0 ? erasure : swept(erasure, everyone);
  }

  private Erasure swept(Erasure erasure, Set<CustomerId> everyone) {
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
