package dev.ricordo.spi;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calendar of a journal's consolidation: where its epochs end, what was decided, and by which
 * rules. Durable when a call returns. Thread-safe. Failures are thrown as {@link
 * dev.ricordo.RicordoException}; after one, nothing was changed, unless it is an {@link
 * dev.ricordo.OutcomeUnknownException}.
 */
public interface Epochs {

  /** All closed epochs, the oldest first. */
  List<Epoch> all();

  /** Whether one of them has changed since it was examined; asked again and again. */
  default boolean stale() {
    return all().stream().anyMatch(Epoch::stale);
  }

  /**
   * Ends the open epoch at the last position that was accepted: whatever is accepted later has a
   * higher one.
   *
   * @return the epoch, not examined yet; empty if no position was given since the last one ended
   */
  Optional<Epoch> close(Instant at);

  /**
   * Keeps what was found in an epoch and decided about it, and how many of its changes the
   * examination knew of. How often it changed is the journal's own to know, and stays as it is.
   *
   * <p>Nobody is promoted on figures that count who is gone: an epoch that was not promoted before
   * becomes so only if neither it nor one before it, by which it was judged, has changed since it
   * was examined. Whoever changes what is in an epoch, in whichever process, does so before this or
   * after it.
   *
   * <p>Nor is what somebody decided lost: if the verdict or the votes that are stored are not those
   * of {@code before}, another process decided meanwhile, and nothing is kept.
   *
   * @param before the epoch as it was read, by which it was decided about
   * @param now what became of it
   * @return whether it was kept
   * @throws IllegalArgumentException if there is none
   */
  boolean update(Epoch before, Epoch now);

  /** The rules in force, by which everybody must decide; empty before any were put. */
  Optional<ConsolidationRules> rules();

  /**
   * Puts rules in force. If others were, every closed epoch counts a change: it was judged by them.
   *
   * @param before the rules in force as they were read
   * @param now from now on
   * @return whether they were put; not if others than those of before are in force
   */
  boolean putRules(Optional<ConsolidationRules> before, ConsolidationRules now);

  /** Gives every owner who has events in an epoch to the consumer, in no particular order. */
  void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer);
}
