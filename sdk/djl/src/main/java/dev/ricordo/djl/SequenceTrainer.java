package dev.ricordo.djl;

import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.util.List;

/**
 * Trains the sequence models that serve as baselines with the loss, the optimiser and the batches
 * of {@link BaseTrainer}: full softmax cross-entropy over the catalogue at every event.
 *
 * <p>They read items alone, neither kinds nor gaps. The same histories, settings, CPU and thread
 * count give the same bytes. Not thread-safe.
 */
public final class SequenceTrainer {

  private SequenceTrainer() {}

  /**
   * Trains for the epochs of {@link TrainingSettings#epochs(int)}.
   *
   * @param items V, the rows of the item table
   * @param histories rows of each customer's items in order; every event is predicted
   * @return the weights of the best epoch
   * @throws IllegalArgumentException if there is nothing to predict
   * @throws dev.ricordo.RicordoException naming step and loss if the loss is not finite
   */
  public static Trained<NamedArrays> train(
      SequenceShape shape,
      int items,
      List<int[]> histories,
      TrainingSettings settings,
      Validation<NamedArrays> validation,
      TrainingListener<NamedArrays> listener) {
    List<History> sequences = histories.stream().map(SequenceTrainer::itemsAlone).toList();
    if (sequences.stream().allMatch(history -> history.length() == 0)) {
      throw new IllegalArgumentException("histories: hold no event to predict");
    }
    if (shape instanceof Sasrec sasrec) {
      return new Task(sequences, settings, validation, listener)
          .run(new SasrecArchitecture(sasrec), sasrec.width(), items);
    }
    return new Task(sequences, settings, validation, listener)
        .run(new GruArchitecture((Gru4Rec) shape), shape.width(), items);
  }

  private static History itemsAlone(int[] items) {
    return History.ofRows(items, new int[items.length], new int[items.length]);
  }

  private record Task(
      List<History> histories,
      TrainingSettings settings,
      Validation<NamedArrays> validation,
      TrainingListener<NamedArrays> listener) {

    <S extends SequenceNetwork.State<S>> Trained<NamedArrays> run(
        NamedArchitecture<S> architecture, int width, int items) {
      TrainingBatches batches =
          new TrainingBatches(histories, (history, event) -> true, architecture.windows());
      NamedArrays initial = architecture.initial(width, items, settings.seed());
      return new Epochs<>(batches, settings, validation, listener).run(architecture, initial);
    }
  }
}
