package dev.ricordo.djl;

import dev.ricordo.RicordoException;
import java.util.function.Supplier;

/**
 * Ends a training that has gone astray: a loss that is not finite, a loss that for long is far
 * worse than guessing, weights that are out of range.
 *
 * <p>Norms and clipping keep numbers finite even where the rate is much too high, so waiting for a
 * NaN is not enough. Guessing all items alike loses {@code ln V} nats. Not thread-safe.
 */
final class Divergence {

  /** So many nats worse than guessing, as a mean over the last steps, is astray. */
  private static final double MARGIN = 5;

  /** How much of the mean is kept from step to step: it spans about ten. */
  private static final double KEPT = 0.9;

  private final double guessing;
  private double mean;

  /**
   * @param items V, what is chosen from
   */
  Divergence(int items) {
    guessing = Math.log(items);
    mean = guessing;
  }

  /**
   * @param loss of a step, in nats
   * @throws RicordoException naming loss, epoch and step if training has gone astray
   */
  void check(int epoch, int step, double loss) {
    if (!Double.isFinite(loss)) {
      throw new RicordoException(
          "training: loss is " + loss + " at epoch " + epoch + ", step " + step);
    }
    mean = KEPT * mean + (1 - KEPT) * loss;
    if (mean > guessing + MARGIN) {
      throw new RicordoException(
          String.format(
              java.util.Locale.ROOT,
              "training: loss is %.2f at epoch %d, step %d, and far worse than guessing (%.2f)",
              loss,
              epoch,
              step,
              guessing));
    }
  }

  /**
   * Takes weights over.
   *
   * @throws RicordoException naming the array and the epoch if they hold a number that is not
   *     finite
   */
  static <W> W inRange(Supplier<W> weights, int epoch, double loss) {
    try {
      return weights.get();
    } catch (IllegalArgumentException e) {
      throw new RicordoException(
          String.format(
              java.util.Locale.ROOT,
              "training: weights after epoch %d, loss %.2f: %s",
              epoch,
              loss,
              e.getMessage()),
          e);
    }
  }
}
