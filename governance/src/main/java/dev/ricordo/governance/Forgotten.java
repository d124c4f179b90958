package dev.ricordo.governance;

import dev.ricordo.Scope;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What forgetting did, and what was found when it was looked at afterwards.
 *
 * @param scope which events were asked for; none for all
 * @param at when, to the microsecond
 * @param events how many events the journal says it destroyed
 * @param gone what they were
 * @param cells how many cells of the collective counts have changed
 * @param bases how many bases that are not destroyed were trained on some of it
 * @param held whether a legal hold keeps a copy
 * @param epochs numbers of the closed epochs of consolidation that the customer had events in
 * @param left how many events that were to go were found afterwards: 0, or it failed
 * @param keptUnchanged whether the events that were to be kept were found as they were, in the same
 *     order: if not, it failed
 * @param kept what was found to be kept; personal, to be folded and not to be shown
 * @param before the customer's events as they were before; empty if that is not known any more.
 *     Personal, to be digested and not to be kept
 * @param counted whether the customer lets them be counted in the sums that customers share
 */
public record Forgotten(
    Optional<Scope> scope,
    Instant at,
    long events,
    ForgottenEvents gone,
    long cells,
    long bases,
    boolean held,
    List<Long> epochs,
    long left,
    boolean keptUnchanged,
    List<JournalEntry> kept,
    Optional<List<JournalEntry>> before,
    boolean counted) {

  public Forgotten {
    epochs = List.copyOf(epochs);
    kept = List.copyOf(kept);
    before = before.map(List::copyOf);
  }

  /** Whether what was asked for is so, and nothing else of the customer has changed. */
  public boolean passed() {
    return left == 0 && keptUnchanged;
  }

  @Override
  public String toString() {
    return "Forgotten[events="
        + events
        + ", left="
        + left
        + ", keptUnchanged="
        + keptUnchanged
        + "]";
  }
}
