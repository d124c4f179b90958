package dev.ricordo.base;

import java.util.Locale;

/**
 * What a level's learning goes through before it changes the level.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695), section on deep optimisers: an optimiser is itself
 * a memory, and momentum (eqs. 49 and 50) one that keeps the changes of before.
 */
public enum Optimiser {
  /** Each change as it is: {@code M <- alpha M + change}. Keeps nothing of its own. */
  GRADIENT_DESCENT,

  /**
   * A fading mean of changes: {@code V <- mu V + (1 - mu) change}, {@code M <- alpha M + V}, with
   * mu learned in training. Keeps V, as large as what the level keeps.
   */
  MOMENTUM;

  /** As people write it, for example {@code gradient descent}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
