package dev.ricordo.lab.membership;

import java.nio.file.Path;

/**
 * What to attack.
 *
 * @param targets about how many customers are attacked, half of them members
 * @param k the fewest customers behind a cell that is shown
 * @param seed of who is attacked and who of them is a member
 */
public record MembershipOptions(Path events, Path items, int targets, int k, long seed) {

  public MembershipOptions {
    if (targets < 4) {
      throw new IllegalArgumentException("targets: must be at least 4, is " + targets);
    }
    if (k < 1) {
      throw new IllegalArgumentException("k: must be at least 1, is " + k);
    }
  }
}
