package dev.ricordo.memory;

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

  /** a {@code [r]}, the level's activation at the customer's latest event, of length 1. */
  final float[] activation;

  LevelState(int rank, int width) {
    delta = new float[rank][width];
    gradient = new float[rank][width];
    activation = new float[rank];
  }

  private LevelState(LevelState other) {
    delta = clone(other.delta);
    gradient = clone(other.gradient);
    activation = other.activation.clone();
  }

  LevelState copy() {
    return new LevelState(this);
  }

  private static float[][] clone(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  long bytes() {
    return 4L * activation.length * (2L * delta[0].length + 1);
  }

  boolean sameBits(LevelState other) {
    return Arrays.deepEquals(delta, other.delta)
        && Arrays.deepEquals(gradient, other.gradient)
        && Arrays.equals(activation, other.activation);
  }
}
