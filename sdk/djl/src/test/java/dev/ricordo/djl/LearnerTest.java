package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.base.Writing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerTest {

  private static final Shape SHAPE =
      new Shape(16, 2, 24, true)
          .with(new Continuum(4, List.of(2, 3)))
          .with(RandomFeatures.VOCABULARY.rows());
  private static final Shape OPTIMISED =
      SHAPE
          .with(SHAPE.continuum().with(Optimiser.MOMENTUM))
          .with(Writing.DEFAULT.withDeltaDescent().with(Optimiser.MOMENTUM));
  private static final Shape LASTING =
      SHAPE.with(Writing.DEFAULT.withDeltaDescent().withoutDecay());
  private static final int ITEMS = 20;
  private static final List<ItemFeatures> FEATURES = RandomFeatures.items(ITEMS, 12);
  private static final TrainingSettings NO_DROPOUT =
      new TrainingSettings(1, Device.CPU, 1, 0, 1, 1e-3, 1, 0, 50);

  static List<Shape> shapes() {
    return List.of(SHAPE, LASTING, OPTIMISED);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyTensor_hasAGradient(Shape shape) {
    Weights gradients = gradients(RandomWeights.of(shape, ITEMS, 5));
    for (Tensor tensor : gradients.tensors()) {
      assertThat(length(gradients.get(tensor))).as(tensor.key()).isGreaterThan(1e-7);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyTensor_hasAGradientOnceTrainingHasBegun(Shape shape) {
    // s and W_o start where the gradient of some tensors is 0; a few steps lead away from there.
    Weights initial = InitialWeights.of(shape, ITEMS, 3);
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            HopeArchitecture.learner(manager, initial, FEATURES, NO_DROPOUT, 100)) {
      for (int step = 0; step < 3; step++) {
        learner.step(batch());
      }
      Weights gradients = gradients(learner.weights());
      for (Tensor tensor : gradients.tensors()) {
        assertThat(length(gradients.get(tensor))).as(tensor.key()).isGreaterThan(1e-9);
      }
    }
  }

  static Stream<Arguments> tensors() {
    return shapes().stream()
        .flatMap(
            shape ->
                RandomWeights.of(shape, ITEMS, 5).tensors().stream()
                    .map(tensor -> Arguments.of(shape, tensor)));
  }

  /** The slope along the gradient, by differences, is the gradient's length. */
  @ParameterizedTest
  @MethodSource("tensors")
  void gradient_agreesWithFiniteDifferencesThroughTheScan(Shape shape, Tensor tensor) {
    Weights weights = RandomWeights.of(shape, ITEMS, 5);
    float[] gradient = gradients(weights).get(tensor);
    double length = length(gradient);
    double step = 0.005;
    double ahead = loss(moved(weights, tensor, gradient, step / length));
    double behind = loss(moved(weights, tensor, gradient, -step / length));
    assertThat((ahead - behind) / (2 * step)).isCloseTo(length, within(0.02 * length + 2e-4));
  }

  @Test
  void frozenShape_leavesTheGeneratorsUntouched() {
    Weights weights = RandomWeights.of(SHAPE.frozen(), ITEMS, 5);
    Weights gradients = gradients(weights);
    for (Tensor tensor :
        List.of(Tensor.START_KEY, Tensor.START_VALUE, Tensor.START_RATE, Tensor.RATE_BIAS)) {
      assertThat(length(gradients.get(tensor))).as(tensor.key()).isZero();
    }
    assertThat(length(gradients.get(Tensor.CONVOLUTION))).isGreaterThan(1e-6);
    assertThat(length(gradients.get(Tensor.START_MAIN))).isGreaterThan(1e-6);
  }

  @Test
  void padding_changesNeitherLossNorGradient() {
    Weights weights = RandomWeights.of(SHAPE, ITEMS, 5);
    List<History> histories = histories();
    double together = loss(weights);
    double apart = 0;
    int predicted = 0;
    for (History history : histories) {
      apart += history.length() * loss(weights, batch(List.of(history)));
      predicted += history.length();
    }
    assertThat(together).isCloseTo(apart / predicted, within(1e-5));
  }

  @Test
  void step_lowersTheLoss() {
    Weights weights = RandomWeights.of(SHAPE, ITEMS, 5);
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            HopeArchitecture.learner(manager, weights, FEATURES, NO_DROPOUT, 100)) {
      double before = learner.step(batch());
      for (int i = 0; i < 20; i++) {
        learner.step(batch());
      }
      assertThat(learner.step(batch())).isLessThan(before);
    }
  }

  @Test
  void interruptedStep_fails_onceNobodyWorksOnItsArraysAnyMore() throws Exception {
    Weights weights = RandomWeights.of(SHAPE, ITEMS, 5);
    Held architecture = new Held(new HopeArchitecture(SHAPE, new ItemComposition(SHAPE, FEATURES)));
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            new Learner<>(manager, architecture, weights, NO_DROPOUT, 100)) {
      CompletableFuture<Integer> released = new CompletableFuture<>();
      Thread trainer =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> learner.step(batch()))
                    .isInstanceOf(RicordoException.class)
                    .hasMessage("training: was interrupted");
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                released.complete(architecture.released.get());
              });
      trainer.setUncaughtExceptionHandler((thread, e) -> released.completeExceptionally(e));
      trainer.start();
      while (trainer.getState() != Thread.State.WAITING && trainer.isAlive()) {
        Thread.onSpinWait();
      }
      architecture.door.countDown();
      assertThat(released.get()).isEqualTo(TrainingSettings.CPU_PARTS);
    }
  }

  /** Lets no part go on before a door is open. */
  private static final class Held implements Architecture<Weights, HopeNetwork.State> {
    private final HopeArchitecture delegate;
    private final CountDownLatch door = new CountDownLatch(1);
    private final AtomicInteger released = new AtomicInteger();

    Held(HopeArchitecture delegate) {
      this.delegate = delegate;
    }

    @Override
    public Map<String, NDArray> arrays(NDManager manager, Weights weights) {
      return delegate.arrays(manager, weights);
    }

    @Override
    public Weights weights(Map<String, NDArray> arrays) {
      return delegate.weights(arrays);
    }

    @Override
    public NDArray meanings(NDManager local, Map<String, NDArray> weights) {
      return delegate.meanings(local, weights);
    }

    @Override
    public void handBack(NDManager local, Map<String, NDArray> gradients) {
      delegate.handBack(local, gradients);
    }

    @Override
    public HopeNetwork.State initial() {
      return delegate.initial();
    }

    @Override
    public HopeNetwork network(
        Map<String, NDArray> weights, DropoutMasks dropout, GradientTape tape) {
      try {
        door.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      released.incrementAndGet();
      return delegate.network(weights, dropout, tape);
    }
  }

  private static double loss(Weights weights) {
    return loss(weights, batch());
  }

  private static double loss(Weights weights, TrainingBatches.Deal batch) {
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            HopeArchitecture.learner(manager, weights, FEATURES, NO_DROPOUT, 100)) {
      return learner.gradients(manager, batch, new HashMap<>());
    }
  }

  private static Weights gradients(Weights weights) {
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<Weights, ?> learner =
            HopeArchitecture.learner(manager, weights, FEATURES, NO_DROPOUT, 100)) {
      Map<String, NDArray> gradients = new HashMap<>();
      learner.gradients(manager, batch(), gradients);
      ItemComposition composition = new ItemComposition(weights.shape(), FEATURES);
      return new HopeArchitecture(weights.shape(), composition).weights(gradients);
    }
  }

  private static Weights moved(Weights weights, Tensor tensor, float[] direction, double by) {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor each : Tensor.values()) {
      arrays.put(each, weights.get(each).clone());
    }
    Weights moved = new Weights(weights.shape(), weights.items(), arrays);
    float[] array = moved.get(tensor);
    for (int i = 0; i < array.length; i++) {
      array[i] += (float) (by * direction[i]);
    }
    return moved;
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  private static List<History> histories() {
    Random random = new Random(9);
    List<History> histories = new ArrayList<>();
    for (int length : new int[] {1, 3, 5, 8, 8}) {
      histories.add(
          History.ofRows(
                  random.ints(length, 0, ITEMS).toArray(),
                  random.ints(length, 0, Shape.KINDS - 1).toArray(),
                  random.ints(length, 0, Shape.GAPS).toArray())
              .with(RandomFeatures.circumstances(length, random)));
    }
    return histories;
  }

  private static TrainingBatches.Deal batch() {
    return batch(histories());
  }

  private static TrainingBatches.Deal batch(List<History> histories) {
    TrainingBatches batches = new TrainingBatches(histories, (history, event) -> true);
    return batches.deal(1, 1).get(0);
  }
}
