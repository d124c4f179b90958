package dev.ricordo.djl;

import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains epoch after epoch until the validation has not risen worth while for {@link
 * TrainingSettings#patience} times, and keeps the best weights. Not thread-safe.
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
    try (NDManager manager = Torch.manager(settings.device());
        Learner<W, S> learner = new Learner<>(manager, architecture, initial, settings)) {
      Race race = new Race();
      Divergence divergence = new Divergence(learner.items());
      for (int epoch = 1; epoch <= settings.maxEpochs() && !race.over(); epoch++) {
        double loss = epoch(learner, divergence, epoch);
        if (epoch % settings.validateEvery() == 0 || epoch == settings.maxEpochs()) {
          race.judge(
              Divergence.inRange(learner::weights, epoch, loss), epoch, loss, learner.steps());
        }
      }
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return race.result(duration, Torch.name(manager));
    }
  }

  /**
   * Takes one step on each batch.
   *
   * @return the mean loss
   * @throws RicordoException naming epoch, step and loss if training goes astray; a step whose loss
   *     is not finite is not taken
   */
  double epoch(Learner<W, ?> learner, Divergence divergence, int epoch) {
    List<TrainingBatches.Deal> deals = batches.deal(settings.seed(), epoch);
    double sum = 0;
    for (int step = 1; step <= deals.size(); step++) {
      double loss = learner.step(deals.get(step - 1));
      divergence.check(epoch, step, loss);
      sum += loss;
      listener.stepped(epoch, step, deals.size(), loss);
    }
    return sum / deals.size();
  }

  /** Keeps the best weights so far. */
  private final class Race {

    private final List<Trained.Point> curve = new ArrayList<>();
    private final List<W> best = new ArrayList<>();
    private double bestQuality = Double.NEGATIVE_INFINITY;
    private int bestEpoch;
    private double worthBeating = Double.NEGATIVE_INFINITY;
    private int misses;

    void judge(W weights, int epoch, double loss, long steps) {
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
      if (curve.size() == 1 || quality > worthBeating) {
        worthBeating = quality + TrainingSettings.WORTHWHILE * Math.abs(quality);
        misses = 0;
      } else if (steps >= settings.fewestSteps()) {
        misses++;
      }
      listener.validated(point, better, weights);
    }

    boolean over() {
      return misses >= settings.patience();
    }

    Trained<W> result(Duration duration, String device) {
      return new Trained<>(best.get(0), bestEpoch, curve, duration, Torch.threads(), device);
    }
  }
}
