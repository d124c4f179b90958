package dev.ricordo.consolidation;

import java.util.List;
import java.util.Optional;

/**
 * Closes epochs, decides about them, and takes decisions back.
 *
 * <p>An event belongs to the epoch that is open when it is accepted. What an epoch brought, D(e),
 * is added to or subtracted from the sums as a whole: promoting, holding, rejecting and rolling
 * back are one addition or one subtraction, bit for bit, that no answer sees half of. Learning,
 * answering and forgetting go on meanwhile.
 *
 * <p>Everybody who decides about a journal's epochs does so by the rules in force, which are kept
 * beside them. If others were put in force since an instance was opened, it decides nothing any
 * more: {@link dev.ricordo.RicordoException} until it is opened again.
 *
 * <p>Thread-safe; one call after the other.
 */
public interface Consolidation {

  /** The rules by which this instance counts and decides. */
  ConsolidationRules rules();

  /** All closed epochs, the oldest first. */
  List<Epoch> epochs();

  /** Whether one of them is to be examined: cheap enough to be asked every few seconds. */
  default boolean stale() {
    return epochs().stream().anyMatch(Epoch::stale);
  }

  /**
   * Closes the open epoch and examines it, after all before it that are to be examined: it is
   * promoted, or waits for people to agree, or is held if a gate fails.
   *
   * @return the epoch as it was decided about, or as it waits to be examined if it or one before it
   *     went on changing; empty if no event was accepted since the last one
   */
  Optional<Epoch> close();

  /**
   * Examines again, in the order of the calendar, every epoch in which somebody was forgotten,
   * merged or unmerged since, or that was not examined because the process ended. One that fails
   * now what it passed before is held: what it let through is subtracted. One that goes on changing
   * while it is examined is not promoted, and is to be examined again with all after it.
   *
   * @return the epochs that were examined and decided about
   */
  List<Epoch> examine();

  /**
   * Votes for a verdict. It is given when as many different people as the rules ask for, at least
   * one, want the same one. A promotion overrules the gates: that is what people are asked for. If
   * an examination finds other figures, votes that were not followed lapse.
   *
   * @param number of a closed epoch
   * @param verdict any but {@link Verdict#PENDING}
   * @param voter who, by a name that tells people apart
   * @return the epoch with the vote, or decided; as it is if it has this verdict
   * @throws IllegalArgumentException if there is no such epoch, or nobody is named
   * @throws IllegalStateException if it is to be promoted, and it or one before it has changed
   *     since it was examined: the figures may count who was forgotten. Examine first. For any
   *     verdict, if another process changed the journal each time the epoch was read
   */
  Epoch vote(long number, Verdict verdict, String voter);
}
