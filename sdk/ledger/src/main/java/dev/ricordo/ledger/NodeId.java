package dev.ricordo.ledger;

/**
 * A subtree that is complete: it has 2^level entries, from {@code index * 2^level} on.
 *
 * @param level 0 for an entry's own hash, at most 62
 * @param index 0 or more, counted within the level
 */
public record NodeId(int level, long index) {

  static final int MAX_LEVEL = 62;

  public NodeId {
    if (level < 0 || level > MAX_LEVEL) {
      throw new IllegalArgumentException("level: " + level + " is not in 0.." + MAX_LEVEL);
    }
    if (index < 0 || index > (Long.MAX_VALUE >>> level) - 1) {
      throw new IllegalArgumentException("index: " + index + " is not on level " + level);
    }
  }

  /** The number of entries of this subtree and all to the left of it. */
  long end() {
    return (index + 1) << level;
  }
}
