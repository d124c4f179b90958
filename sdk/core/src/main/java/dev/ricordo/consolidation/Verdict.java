package dev.ricordo.consolidation;

/** What was decided about a closed epoch. */
public enum Verdict {
  /** Closed, and not decided yet: not examined, or waiting for people to agree. */
  PENDING,
  /** Part of the sums. */
  PROMOTED,
  /** A gate failed, or people put it off: out of the sums until it is promoted. */
  HELD,
  /** Out of the sums; may still be promoted. */
  REJECTED
}
