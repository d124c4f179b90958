package dev.ricordo.base;

import java.util.Objects;

/**
 * How an event is written into the working memory: the optimiser of L0.
 *
 * <p>{@code w = v - c k}, {@code change = eta (w + D w) k'}, {@code D <- alpha D + optimised
 * change} with c = 1, or 2 for delta descent, and alpha = 1 without decay.
 *
 * @param deltaDescent whether a write first takes out what the memory holds for its key, beside
 *     what is wrong with it: delta gradient descent, <i>Nested Learning</i> (arXiv 2512.24695) eq.
 *     57
 * @param optimiser what changes go through
 * @param decay whether the memory fades towards the shared weights at the rate that it generates
 */
public record Writing(boolean deltaDescent, Optimiser optimiser, boolean decay) {

  /** What was measured to work: plain gradient descent with decay. */
  public static final Writing DEFAULT = new Writing(false, Optimiser.GRADIENT_DESCENT, true);

  public Writing {
    optimiser = Objects.requireNonNullElse(optimiser, Optimiser.GRADIENT_DESCENT);
  }

  /** With delta descent. */
  public Writing withDeltaDescent() {
    return new Writing(true, optimiser, decay);
  }

  public Writing with(Optimiser another) {
    return new Writing(deltaDescent, another, decay);
  }

  /** Of a memory that does not fade. */
  public Writing withoutDecay() {
    return new Writing(deltaDescent, optimiser, false);
  }

  /** Whether the memory keeps a mean of changes beside itself. */
  public boolean hasMomentum() {
    return optimiser == Optimiser.MOMENTUM;
  }

  /** In words, for example {@code gradient descent, generated rates and decay}. */
  public String text() {
    return (deltaDescent ? "delta descent" : "gradient descent")
        + (hasMomentum() ? " with momentum" : "")
        + (decay ? ", generated rates and decay" : ", generated rates, no decay");
  }
}
