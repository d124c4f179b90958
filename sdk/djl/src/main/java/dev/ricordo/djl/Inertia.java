package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The constants of momentum, {@code V <- mu V + (1 - mu) change}, which belong to the manager of
 * what they are made from.
 *
 * @param kept mu
 * @param taken 1 - mu
 */
record Inertia(NDArray kept, NDArray taken) {

  /**
   * @param momentum mu before the sigmoid
   */
  static Inertia of(NDArray momentum) {
    return new Inertia(Activation.sigmoid(momentum), Activation.sigmoid(momentum.neg()));
  }

  /**
   * V after a change.
   *
   * @param before V, null for 0
   */
  NDArray after(@Nullable NDArray before, NDArray change) {
    NDArray mean = change.mul(taken);
    return before == null ? mean : before.mul(kept).add(mean);
  }
}
