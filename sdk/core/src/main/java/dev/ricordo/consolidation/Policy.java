package dev.ricordo.consolidation;

/** What of the epochs serves before it is decided about. */
public enum Policy {
  /**
   * The open epoch serves at once, and a closed one until it is held or rejected. An erasure is
   * subtracted at once, which shows whoever compares answers before and after what one person had
   * added.
   */
  LIVE,
  /**
   * Only promoted epochs serve: many people's changes are mixed before anything shows. An erasure
   * is subtracted at once from what was promoted.
   */
  EPOCH
}
