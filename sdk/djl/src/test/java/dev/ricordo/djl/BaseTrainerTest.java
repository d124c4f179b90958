package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BaseTrainerTest {

  private static final Shape SHAPE = new Shape(16, 2, 24, true);
  private static final int ITEMS = 30;

  @Test
  void sameSeed_givesTheSameBytes() {
    Weights first = train(SHAPE, 1).weights();
    Weights second = train(SHAPE, 1).weights();
    Weights other = train(SHAPE, 2).weights();
    for (Tensor tensor : Tensor.values()) {
      assertThat(second.get(tensor)).as(tensor.key()).containsExactly(first.get(tensor));
    }
    assertThat(other.get(Tensor.ITEM)).isNotEqualTo(first.get(Tensor.ITEM));
  }

  @Test
  void sameSeed_givesTheSameBytesWithFeaturesToo() {
    Shape shape = SHAPE.with(RandomFeatures.VOCABULARY.rows());
    Weights first = trainWithFeatures(shape).weights();
    Weights second = trainWithFeatures(shape).weights();
    for (Tensor tensor : Tensor.values()) {
      assertThat(second.get(tensor)).as(tensor.key()).containsExactly(first.get(tensor));
    }
    Weights initial = InitialWeights.of(shape, ITEMS, 1);
    assertThat(first.get(Tensor.CATEGORY)).isNotEqualTo(initial.get(Tensor.CATEGORY));
    assertThat(first.get(Tensor.CHANNEL)).isNotEqualTo(initial.get(Tensor.CHANNEL));
  }

  private static Trained<Weights> trainWithFeatures(Shape shape) {
    Random random = new Random(8);
    List<History> histories =
        histories().stream()
            .map(h -> h.with(RandomFeatures.circumstances(h.length(), random)))
            .toList();
    return BaseTrainer.train(
        shape,
        RandomFeatures.items(ITEMS, 2),
        histories,
        settings(1, 4),
        Validation.latest(),
        TrainingListener.none());
  }

  @Test
  void training_learnsWhatFollowsWhat() {
    List<Double> losses = new ArrayList<>();
    TrainingListener<Weights> listener =
        new TrainingListener<>() {
          @Override
          public void validated(Trained.Point point, boolean best, Weights weights) {
            losses.add(point.loss());
          }
        };
    BaseTrainer.train(SHAPE, ITEMS, histories(), settings(1, 20), Validation.latest(), listener);
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) - 0.3);
  }

  @Test
  void frozenShape_keepsTheGeneratorsWhereTheyStarted() {
    Weights weights = train(SHAPE.frozen(), 1).weights();
    Weights initial = InitialWeights.of(SHAPE.frozen(), ITEMS, 1);
    assertThat(weights.get(Tensor.START_KEY)).containsExactly(initial.get(Tensor.START_KEY));
    assertThat(weights.get(Tensor.CONVOLUTION)).isNotEqualTo(initial.get(Tensor.CONVOLUTION));
  }

  @Test
  void bestEpoch_isKept() {
    Map<Integer, Weights> validated = new HashMap<>();
    TrainingListener<Weights> listener =
        new TrainingListener<>() {
          @Override
          public void validated(Trained.Point point, boolean best, Weights weights) {
            validated.put(point.epoch(), weights);
          }
        };
    Trained<Weights> trained =
        BaseTrainer.train(
            SHAPE,
            ITEMS,
            histories(),
            settings(1, 8),
            (weights, epoch) -> epoch == 4 ? 1 : 0,
            listener);
    assertThat(trained.bestEpoch()).isEqualTo(4);
    assertThat(trained.weights()).isSameAs(validated.get(4)).isNotSameAs(validated.get(8));
  }

  @Test
  void validations_areSpreadEvenly_andTheLastEpochIsOne() {
    assertThat(validatedEpochs(8)).containsExactly(2, 4, 6, 8);
    assertThat(validatedEpochs(10)).containsExactly(3, 5, 8, 10);
    assertThat(validatedEpochs(2)).containsExactly(1, 2);
  }

  private static List<Integer> validatedEpochs(int epochs) {
    return train(SHAPE, 1, epochs).curve().stream().map(Trained.Point::epoch).toList();
  }

  @Test
  void moreStepsThanCanBeCounted_areRefused() {
    assertThatThrownBy(() -> train(SHAPE, 1, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("epochs: must make at most 2147483647 steps, 2147483647 make ");
  }

  @Test
  void shortLog_takesMoreEpochs() {
    TrainingSettings settings = new TrainingSettings(1, Device.CPU, 2, 20, 1, 1e-2, 5, 0.1, 50);
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger promised = new AtomicInteger();
    TrainingListener<Weights> listener =
        new TrainingListener<>() {
          @Override
          public void stepped(int step, int of) {
            assertThat(step).isEqualTo(steps.incrementAndGet());
            promised.set(of);
          }
        };
    Trained<Weights> trained =
        BaseTrainer.train(SHAPE, ITEMS, histories(), settings, Validation.latest(), listener);
    int epochs = trained.bestEpoch();
    int perEpoch = steps.get() / epochs;
    assertThat(epochs).isGreaterThan(2).isEqualTo(settings.epochs(perEpoch));
    assertThat(steps.get()).isEqualTo(promised.get()).isBetween(20, 19 + perEpoch);
    assertThat(settings.epochs(1_000)).isEqualTo(2);
  }

  @Test
  void historiesWithoutTargets_areRefused() {
    List<History> cancellations =
        List.of(History.ofRows(new int[] {1}, new int[] {EventKind.CANCEL.row()}, new int[] {0}));
    assertThatThrownBy(
            () ->
                BaseTrainer.train(
                    SHAPE,
                    ITEMS,
                    cancellations,
                    settings(1, 1),
                    Validation.latest(),
                    TrainingListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no event to predict");
  }

  @Test
  void lossThatIsNotFinite_stopsTrainingAndNamesStepAndLoss() {
    Weights initial = InitialWeights.of(SHAPE, ITEMS, 1);
    float[] items = initial.get(Tensor.ITEM);
    for (int i = 0; i < items.length; i++) {
      items[i] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
    }
    TrainingBatches batches = new TrainingBatches(histories(), (history, event) -> true);
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            HopeArchitecture.learner(
                manager,
                initial,
                Collections.nCopies(ITEMS, ItemFeatures.NONE),
                settings(1, 1),
                1)) {
      Epochs<Weights> epochs =
          new Epochs<>(batches, settings(1, 1), Validation.latest(), TrainingListener.none());
      assertThatThrownBy(() -> epochs.epoch(learner, new Divergence(ITEMS), 3, 4))
          .isInstanceOf(RicordoException.class)
          .hasMessage("training: loss is NaN at epoch 3, step 1");
      float[] kept = learner.weights().get(Tensor.START_KEY);
      assertThat(kept).containsExactly(initial.get(Tensor.START_KEY));
    }
  }

  private static Trained<Weights> train(Shape shape, long seed) {
    return train(shape, seed, 4);
  }

  private static Trained<Weights> train(Shape shape, long seed, int epochs) {
    return BaseTrainer.train(
        shape,
        ITEMS,
        histories(),
        settings(seed, epochs),
        Validation.latest(),
        TrainingListener.none());
  }

  private static TrainingSettings settings(long seed, int epochs) {
    return new TrainingSettings(seed, Device.CPU, epochs, 0, 4, 1e-2, 5, 0.1, 50);
  }

  /** Item i is mostly followed by item i + 1. */
  private static List<History> histories() {
    Random random = new Random(3);
    List<History> histories = new ArrayList<>();
    for (int customer = 0; customer < 60; customer++) {
      int length = 3 + random.nextInt(customer % 10 == 0 ? 70 : 10);
      int[] items = new int[length];
      items[0] = random.nextInt(ITEMS);
      for (int i = 1; i < length; i++) {
        items[i] = random.nextInt(5) == 0 ? random.nextInt(ITEMS) : (items[i - 1] + 1) % ITEMS;
      }
      histories.add(History.ofRows(items, new int[length], new int[length]));
    }
    return histories;
  }
}
