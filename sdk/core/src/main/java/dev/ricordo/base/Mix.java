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
 * <p>{@code GATE} weighs by what is known of the customer at the moment of the answer: see {@code
 * dev.ricordo.rank.GateNetwork}.
 *
 * @param collective w, 0 to answer without what customers share
 * @param repeats v, 0 to answer without own repetitions
 * @param coldBias the score, before the softmax, of an item that the base was not trained on
 * @param readout how the collective score s is read from the counts, without a gate
 * @param gate the parameters of the family {@code GATE}, none in the others
 */
public record Mix(
    Family family, double collective, double repeats, double coldBias, Readout readout, Gate gate) {

  /** Scale of the collective score in the log family. */
  public static final double COLLECTIVE_SCALE = 1e-3;

  /** Scale of the repetitions in the log family. */
  public static final double REPEAT_SCALE = 50;

  /** The ways to combine. */
  public enum Family {
    LOG,
    LINEAR,
    GATE
  }

  /**
   * @throws IllegalArgumentException naming the weight that is negative or not finite, or a gate
   *     that does not go with the family
   */
  public Mix {
    readout = Objects.requireNonNullElse(readout, Readout.DEFAULT);
    gate = Objects.requireNonNullElse(gate, Gate.NONE);
    if ((family == Family.GATE) == gate.absent()) {
      throw new IllegalArgumentException("gate: is " + gate + " in the family " + family);
    }
    requireWeight("collective", collective);
    requireWeight("repeats", repeats);
    if (!Double.isFinite(coldBias)) {
      throw new IllegalArgumentException("coldBias: must be finite, is " + coldBias);
    }
  }

  /** A mix without a gate. */
  public Mix(Family family, double collective, double repeats, double coldBias, Readout readout) {
    this(family, collective, repeats, coldBias, readout, Gate.NONE);
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

  /** A mix that weighs by a gate. */
  public static Mix gated(Gate gate, double coldBias) {
    return new Mix(Family.GATE, 0, 0, coldBias, Readout.DEFAULT, gate);
  }

  /** Whether anything but the own memory is read. */
  public boolean readsLists() {
    return family == Family.GATE || collective > 0 || repeats > 0;
  }

  /** Answers from the customer's own memory alone. */
  public static Mix own(double coldBias) {
    return new Mix(Family.LOG, 0, 0, coldBias);
  }
}
