package dev.ricordo.evidence.hold;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A journal that destroys no event which a legal hold asks for before a copy is on the disk: what
 * cannot be kept is not erased either. Thread-safe if its parts are.
 *
 * <p>A hold is on everybody who is one with its customer, with or without events: of a merged
 * visitor it keeps what goes of both.
 */
/*
 * Every way of forgetting ends in one of the two erasures here, or in the correction, whoever asks
 * for it: a command, a request by right, retention, or the application itself. The copy is made
 * inside of the erasure's own step, so nothing is appended between the two.
 */
public final class KeepingJournal extends ForwardingJournal {

  private final Evidence evidence;
  private final Consumer<Leaving> held;

  public KeepingJournal(Journal delegate, Evidence evidence) {
    this(delegate, evidence, leaving -> {});
  }

  private KeepingJournal(Journal delegate, Evidence evidence, Consumer<Leaving> held) {
    super(delegate);
    this.evidence = evidence;
    this.held = held;
  }

  /**
   * The same journal, for one act that is to know whom holds are on when it is done, and not when
   * it began.
   *
   * @param also is shown what goes once holds on somebody who is leaving have their copies, within
   *     the same step; not called where there is no such hold
   */
  public KeepingJournal whereHeld(Consumer<Leaving> also) {
    return new KeepingJournal(delegate, evidence, held.andThen(also));
  }

  /**
   * @throws dev.ricordo.RicordoException also if what a hold asks for cannot be kept; then nothing
   *     was erased
   */
  @Override
  public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
    return delegate.erase(customer, at, keeping(before));
  }

  /**
   * @throws dev.ricordo.RicordoException also if what a hold asks for cannot be kept; then nothing
   *     was erased
   */
  @Override
  public long erase(
      CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
    return delegate.erase(customer, events, at, keeping(before));
  }

  /**
   * @throws dev.ricordo.RicordoException also if what a hold asks for cannot be kept; then nothing
   *     was changed
   */
  @Override
  public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
    return delegate.replace(right, at, keeping(before));
  }

  private Consumer<Leaving> keeping(Consumer<Leaving> before) {
    return before.andThen(
        leaving -> {
          if (evidence.keep(leaving)) {
            held.accept(leaving);
          }
        });
  }

  /**
   * Whether a hold is on a customer, or on somebody who is one with the customer.
   *
   * @throws dev.ricordo.RicordoException if that cannot be found out
   */
  public boolean holds(CustomerId customer) {
    return evidence.holds(delegate.oneWith(customer));
  }

  /** Notes with the holds on a customer for which request they keep copies. */
  public void note(CustomerId customer, UUID request) {
    evidence.note(delegate.oneWith(customer), request);
  }

  /** Notes the request with the holds that keep copies of what it destroys, as they are made. */
  public KeepingJournal noting(UUID request) {
    return whereHeld(leaving -> evidence.note(leaving.everyone(), request));
  }
}
