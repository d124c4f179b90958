package dev.ricordo.base;

import java.util.Objects;

/**
 * How the levels are weighed when answering: constants of a base release, fitted on past data and
 * never learned online, for a learner fed by everyone could not forget anyone.
 *
 * <p>With {@code p} the softmax of the own scores over the catalogue, {@code s} the collective
 * score and {@code r} the customer's own repetitions (both 0 or more):
 *
 * <pre>
 *   LOG     z(i) = log p(i) + w log(1 + s(i) / 0.001) + v log(1 + 50 r(i))
 *   LINEAR  z(i) = log(p(i) + w s(i) + v r(i))
 * </pre>
 *
 * @param collective w, 0 to answer without what customers share
 * @param repeats v, 0 to answer without own repetitions
 * @param coldBias the score, before the softmax, of an item that the base was not trained on
 * @param readout how the collective score s is read from the counts
 */
public record Mix(
    Family family, double collective, double repeats, double coldBias, Readout readout) {

  /** Scale of the collective score in the log family. */
  public static final double COLLECTIVE_SCALE = 1e-3;

  /** Scale of the repetitions in the log family. */
  public static final double REPEAT_SCALE = 50;

  /** The two ways to combine. */
  public enum Family {
    LOG,
    LINEAR
  }

  /**
   * @throws IllegalArgumentException naming the weight that is negative or not finite
   */
  public Mix {
    readout = Objects.requireNonNullElse(readout, Readout.DEFAULT);
    requireWeight("collective", collective);
    requireWeight("repeats", repeats);
    if (!Double.isFinite(coldBias)) {
      throw new IllegalArgumentException("coldBias: must be finite, is " + coldBias);
    }
  }

  /** A mix that reads the counts as they are written. */
  public Mix(Family family, double collective, double repeats, double coldBias) {
    this(family, collective, repeats, coldBias, Readout.DEFAULT);
  }

  private static void requireWeight(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": must be finite and not negative, is " + value);
    }
  }

  /** Answers from the customer's own memory alone. */
  public static Mix own(double coldBias) {
    return new Mix(Family.LOG, 0, 0, coldBias);
  }
}
