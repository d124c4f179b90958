package dev.ricordo.memory;

import dev.ricordo.base.Continuum;
import java.util.Arrays;

/**
 * What one continuum level of one customer holds. Not thread-safe: it belongs to the customer's
 * only writer.
 */
final class LevelState {

  /** F {@code [r, d]}, the customer's departure from the level's shared block. */
  final float[][] delta;

  /** G {@code [r, d]}, what has been learned since the level last changed. */
  final float[][] gradient;

  /** V {@code [r, d]}, the mean of the level's changes; without rows if it has no momentum. */
  final float[][] momentum;

  /** a {@code [r]}, the level's activation at the customer's latest event, of length 1. */
  final float[] activation;

  LevelState(Continuum continuum, int level, int width) {
    int rank = continuum.rank();
    boolean moves = continuum.hasMomentum(level);
    delta = new float[rank][width];
    gradient = new float[rank][width];
    momentum = new float[moves ? rank : 0][width];
    activation = new float[rank];
  }

  private LevelState(LevelState other) {
    delta = clone(other.delta);
    gradient = clone(other.gradient);
    momentum = clone(other.momentum);
    activation = other.activation.clone();
  }

  LevelState copy() {
    return new LevelState(this);
  }

  static float[][] clone(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  long bytes() {
    long rows = (long) delta.length + gradient.length + momentum.length;
    return 4L * (rows * delta[0].length + activation.length);
  }

  boolean sameBits(LevelState other) {
    return Arrays.deepEquals(delta, other.delta)
        && Arrays.deepEquals(gradient, other.gradient)
        && Arrays.deepEquals(momentum, other.momentum)
        && Arrays.equals(activation, other.activation);
  }
}
