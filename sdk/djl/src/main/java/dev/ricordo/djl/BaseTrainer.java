package dev.ricordo.djl;

import dev.ricordo.RicordoException;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.event.EventKind;
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
  public static Trained<Weights> train(
      Shape shape,
      int items,
      List<History> histories,
      TrainingSettings settings,
      Validation<Weights> validation,
      TrainingListener<Weights> listener) {
    List<ItemFeatures> none = Collections.nCopies(items, ItemFeatures.NONE);
    return train(shape, none, histories, settings, validation, listener);
  }

  /**
   * Trains for the epochs of {@link TrainingSettings#epochs(int)}.
   *
   * @param shape sizes; without memory writes D stays 0
   * @param items features of each row of the item table
   * @param histories one per customer; cancellations are read, never predicted
   * @return the weights of the best epoch
   * @throws IllegalArgumentException if there is nothing to predict
   * @throws RicordoException naming epoch, step and loss if training goes astray
   */
  public static Trained<Weights> train(
      Shape shape,
      List<ItemFeatures> items,
      List<History> histories,
      TrainingSettings settings,
      Validation<Weights> validation,
      TrainingListener<Weights> listener) {
    TrainingBatches.Windows windows = TrainingBatches.Windows.following(settings.window());
    TrainingBatches batches = new TrainingBatches(histories, BaseTrainer::isTarget, windows);
    if (batches.perEpoch() == 0) {
      throw new IllegalArgumentException("histories: hold no event to predict");
    }
    HopeArchitecture architecture = new HopeArchitecture(shape, new ItemComposition(shape, items));
    Weights initial = initial(shape, items.size(), settings.seed());
    return new Epochs<>(batches, settings, validation, listener).run(architecture, initial);
  }

  private static boolean isTarget(History history, int event) {
    return history.item(event) >= 0 && history.kind(event) != EventKind.CANCEL.row();
  }
}
