package dev.ricordo.djl;

import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains epoch after epoch while the rate falls to 0, and keeps the best weights. Not thread-safe.
 *
 * @param <W> the weights
 */
final class Epochs<W> {

  private final TrainingBatches batches;
  private final TrainingSettings settings;
  private final Validation<W> validation;
  private final TrainingListener<W> listener;

  Epochs(
      TrainingBatches batches,
      TrainingSettings settings,
      Validation<W> validation,
      TrainingListener<W> listener) {
    this.batches = batches;
    this.settings = settings;
    this.validation = validation;
    this.listener = listener;
  }

  /**
   * Trains from given weights.
   *
   * @return the weights of the best epoch
   * @throws RicordoException naming epoch, step and loss if training goes astray
   */
  <S extends SequenceNetwork.State<S>> Trained<W> run(Architecture<W, S> architecture, W initial) {
    long start = System.nanoTime();
    int epochs = settings.epochs(batches.perEpoch());
    int total = steps(epochs, batches.perEpoch());
    try (NDManager manager = Torch.manager(settings.device());
        Learner<W, S> learner = new Learner<>(manager, architecture, initial, settings, total)) {
      Race race = new Race();
      Divergence divergence = new Divergence(learner.items());
      for (int epoch = 1; epoch <= epochs; epoch++) {
        double loss = epoch(learner, divergence, epoch, epochs);
        if (validated(epoch, epochs)) {
          race.judge(Divergence.inRange(learner::weights, epoch, loss), epoch, loss);
        }
      }
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return race.result(duration, Torch.name(manager));
    }
  }

  private static int steps(int epochs, int perEpoch) {
    long steps = (long) epochs * perEpoch;
    if (steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "epochs: must make at most "
              + Integer.MAX_VALUE
              + " steps, "
              + epochs
              + " make "
              + steps);
    }
    return (int) steps;
  }

  /** Whether a share of the epochs is through with this one that was not with the one before. */
  private boolean validated(int epoch, int epochs) {
    long done = (long) epoch * settings.validations() / epochs;
    return done > (epoch - 1L) * settings.validations() / epochs;
  }

  /**
   * Takes one step on each batch.
   *
   * @param epochs of the whole training
   * @return the mean loss
   * @throws RicordoException naming epoch, step and loss if training goes astray; a step whose loss
   *     is not finite is not taken
   */
  double epoch(Learner<W, ?> learner, Divergence divergence, int epoch, int epochs) {
    List<TrainingBatches.Deal> deals = batches.deal(settings.seed(), epoch);
    double sum = 0;
    for (int step = 1; step <= deals.size(); step++) {
      double loss = learner.step(deals.get(step - 1));
      divergence.check(epoch, step, loss);
      sum += loss;
      listener.stepped((epoch - 1) * deals.size() + step, epochs * deals.size());
    }
    return sum / deals.size();
  }

  /** Keeps the best weights so far. */
  private final class Race {

    private final List<Trained.Point> curve = new ArrayList<>();
    private final List<W> best = new ArrayList<>();
    private double bestQuality = Double.NEGATIVE_INFINITY;
    private int bestEpoch;

    void judge(W weights, int epoch, double loss) {
      double quality = validation.quality(weights, epoch);
      Trained.Point point = new Trained.Point(epoch, loss, quality);
      curve.add(point);
      boolean better = best.isEmpty() || quality > bestQuality;
      if (better) {
        best.clear();
        best.add(weights);
        bestQuality = quality;
        bestEpoch = epoch;
      }
      listener.validated(point, better, weights);
    }

    Trained<W> result(Duration duration, String device) {
      return new Trained<>(best.get(0), bestEpoch, curve, duration, Torch.threads(), device);
    }
  }
}
