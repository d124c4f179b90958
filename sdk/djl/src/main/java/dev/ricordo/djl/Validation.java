package dev.ricordo.djl;

import dev.ricordo.base.Weights;

/** Judges weights during training on events that they were not trained on. */
@FunctionalInterface
public interface Validation {

  /**
   * @param weights as they are after an epoch
   * @param epoch from 1
   * @return how good they are, higher is better; NDCG@10 as a rule
   */
  double quality(Weights weights, int epoch);

  /** Holds the latest weights to be the best: training runs for all its epochs. */
  static Validation latest() {
    return (weights, epoch) -> epoch;
  }
}
