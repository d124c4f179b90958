package dev.ricordo.consolidation;

import java.time.Instant;
import java.util.Objects;

/**
 * Somebody wants an epoch to get a verdict.
 *
 * @param voter who, by one of the {@link Names} that tell people apart; not empty
 * @param at to the millisecond
 */
public record Vote(Verdict verdict, String voter, Instant at) {

  /**
   * @throws IllegalArgumentException if nobody is named, or the verdict is none
   */
  public Vote {
    Objects.requireNonNull(at, "at");
    if (voter.isBlank()) {
      throw new IllegalArgumentException("voter: must not be empty");
    }
    if (verdict == Verdict.PENDING) {
      throw new IllegalArgumentException("verdict: must be a decision, is " + verdict);
    }
  }
}
