package dev.ricordo.djl;

import java.time.Duration;
import java.util.List;

/**
 * What training made.
 *
 * @param <W> the weights
 * @param weights of the best epoch
 * @param bestEpoch from 1
 * @param curve what was measured at each validation
 * @param duration of the training, validations included
 * @param threads that share each operation, 1 unless PyTorch was told otherwise
 * @param device {@code cpu} or {@code gpu}
 */
public record Trained<W>(
    W weights, int bestEpoch, List<Point> curve, Duration duration, int threads, String device) {

  public Trained {
    curve = List.copyOf(curve);
  }

  /**
   * One point of the learning curves.
   *
   * @param epoch from 1
   * @param loss mean over the epoch's steps, in nats, with dropout
   * @param quality as the validation judged
   */
  public record Point(int epoch, double loss, double quality) {}
}
