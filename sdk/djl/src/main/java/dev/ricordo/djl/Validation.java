package dev.ricordo.djl;

/**
 * Judges weights during training on events that they were not trained on.
 *
 * @param <W> the weights
 */
@FunctionalInterface
public interface Validation<W> {

  /**
   * @param weights as they are after an epoch
   * @param epoch from 1
   * @return how good they are, higher is better; NDCG@10 as a rule
   */
  double quality(W weights, int epoch);

  /** Holds the latest weights to be the best. */
  static <W> Validation<W> latest() {
    return (weights, epoch) -> epoch;
  }
}
