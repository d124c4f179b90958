package dev.ricordo;

import java.time.Instant;
import java.util.List;

/**
 * A customer was forgotten, or some of a customer's events.
 *
 * @param at when; if all was forgotten, later deliveries of older events are refused
 * @param events how many events were destroyed
 * @param cells how many cells of the collective sums the customer's contribution has changed in
 * @param sweeps what became of the host's own stores, in the order in which they were given
 */
public record Erasure(Instant at, long events, long cells, List<Sweep> sweeps) {

  /**
   * What a {@link dev.ricordo.spi.Sweeper} did.
   *
   * @param swept false if it failed: the store may hold something of what was forgotten
   */
  public record Sweep(String store, boolean swept) {}

  public Erasure {
    sweeps = List.copyOf(sweeps);
  }

  /** An erasure of somebody whom no store of the host's was asked about. */
  public Erasure(Instant at, long events, long cells) {
    this(at, events, cells, List.of());
  }

  /** The same, with what became of the host's own stores. */
  public Erasure sweeping(List<Sweep> done) {
    return new Erasure(at, events, cells, done);
  }

  /** The host's stores that may hold something of what was forgotten. */
  public List<String> notSwept() {
    return sweeps.stream().filter(sweep -> !sweep.swept()).map(Sweep::store).toList();
  }
}
