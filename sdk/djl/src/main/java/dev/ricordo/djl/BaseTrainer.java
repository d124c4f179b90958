package dev.ricordo.djl;

import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.event.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Trains a base (L4): full softmax cross-entropy over the catalogue at every event, differentiated
 * through the scan by reverse mode.
 *
 * <p>The same histories, settings, CPU and thread count give the same bytes. PyTorch's random
 * stream belongs to the process: train one base at a time. Not thread-safe.
 */
public final class BaseTrainer {

  private BaseTrainer() {}

  /** Where training starts: weights drawn from a seed. */
  public static Weights initial(Shape shape, int items, long seed) {
    return InitialWeights.of(shape, items, seed);
  }

  /**
   * Trains on items without features.
   *
   * @param items V, the rows of the item table
   * @see #train(Shape, List, List, TrainingSettings, Validation, TrainingListener)
   */
  public static Trained train(
      Shape shape,
      int items,
      List<History> histories,
      TrainingSettings settings,
      Validation validation,
      TrainingListener listener) {
    List<ItemFeatures> none = Collections.nCopies(items, ItemFeatures.NONE);
    return train(shape, none, histories, settings, validation, listener);
  }

  /**
   * Trains until the validation has not improved for {@link TrainingSettings#patience} times.
   *
   * @param shape sizes; without memory writes D stays 0
   * @param items features of each row of the item table
   * @param histories one per customer; cancellations are read, never predicted
   * @return the weights of the best epoch
   * @throws IllegalArgumentException if there is nothing to predict
   * @throws RicordoException naming step and loss if the loss is not finite
   */
  public static Trained train(
      Shape shape,
      List<ItemFeatures> items,
      List<History> histories,
      TrainingSettings settings,
      Validation validation,
      TrainingListener listener) {
    TrainingBatches batches = new TrainingBatches(histories, BaseTrainer::isTarget);
    if (batches.perEpoch() == 0) {
      throw new IllegalArgumentException("histories: hold no event to predict");
    }
    long start = System.nanoTime();
    Weights initial = initial(shape, items.size(), settings.seed());
    try (NDManager manager = Torch.manager(settings.device());
        Learner learner = new Learner(manager, initial, items, settings)) {
      Race race = new Race(validation, listener, settings.patience());
      for (int epoch = 1; epoch <= settings.maxEpochs() && !race.over(); epoch++) {
        double loss = epoch(learner, batches, settings.seed(), epoch, listener);
        if (epoch % settings.validateEvery() == 0 || epoch == settings.maxEpochs()) {
          race.judge(learner.weights(), epoch, loss);
        }
      }
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return race.result(duration, Torch.name(manager));
    }
  }

  private static boolean isTarget(History history, int event) {
    return history.item(event) >= 0 && history.kind(event) != EventKind.CANCEL.row();
  }

  /**
   * Takes one step on each batch.
   *
   * @return the mean loss
   * @throws RicordoException naming step and loss if the loss is not finite; that step is not taken
   */
  static double epoch(
      Learner learner, TrainingBatches batches, long seed, int epoch, TrainingListener listener) {
    List<TrainingBatches.Deal> deals = batches.deal(seed, epoch);
    double sum = 0;
    for (int step = 1; step <= deals.size(); step++) {
      double loss = learner.step(deals.get(step - 1));
      if (!Double.isFinite(loss)) {
        throw new RicordoException(
            "training: loss is " + loss + " at epoch " + epoch + ", step " + step);
      }
      sum += loss;
      listener.stepped(epoch, step, deals.size(), loss);
    }
    return sum / deals.size();
  }

  /** Keeps the best weights so far. */
  private static final class Race {

    private final Validation validation;
    private final TrainingListener listener;
    private final int patience;
    private final List<Trained.Point> curve = new ArrayList<>();
    private final List<Weights> best = new ArrayList<>();
    private double bestQuality = Double.NEGATIVE_INFINITY;
    private int bestEpoch;
    private int misses;

    Race(Validation validation, TrainingListener listener, int patience) {
      this.validation = validation;
      this.listener = listener;
      this.patience = patience;
    }

    void judge(Weights weights, int epoch, double loss) {
      double quality = validation.quality(weights, epoch);
      Trained.Point point = new Trained.Point(epoch, loss, quality);
      curve.add(point);
      boolean better = best.isEmpty() || quality > bestQuality;
      if (better) {
        best.clear();
        best.add(weights);
        bestQuality = quality;
        bestEpoch = epoch;
        misses = 0;
      } else {
        misses++;
      }
      listener.validated(point, better, weights);
    }

    boolean over() {
      return misses >= patience;
    }

    Trained result(Duration duration, String device) {
      return new Trained(best.get(0), bestEpoch, curve, duration, Torch.threads(), device);
    }
  }
}
