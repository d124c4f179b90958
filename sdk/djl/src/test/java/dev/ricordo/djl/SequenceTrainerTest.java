package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceTrainerTest {

  private static final int ITEMS = 20;
  private static final Sasrec SASREC = new Sasrec(8, 2, 2, 10);
  private static final Gru4Rec GRU4REC = new Gru4Rec(8);

  static Stream<SequenceShape> shapes() {
    return Stream.of(SASREC, GRU4REC);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void sameSeed_givesTheSameBytes(SequenceShape shape) {
    NamedArrays first = train(shape, 1, 3).weights();
    NamedArrays second = train(shape, 1, 3).weights();
    NamedArrays other = train(shape, 2, 3).weights();
    for (String name : first.names()) {
      assertThat(second.get(name)).as(name).containsExactly(first.get(name));
    }
    assertThat(other.get("item")).isNotEqualTo(first.get("item"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void training_learnsWhatFollowsWhat(SequenceShape shape) {
    List<Trained.Point> curve = train(shape, 1, 20).curve();
    assertThat(curve.get(curve.size() - 1).loss()).isLessThan(curve.get(0).loss() - 0.3);
  }

  @Test
  void recurrentUnit_hasARecipeOfItsOwn() {
    TrainingSettings recurrent = TrainingSettings.sequences(Gru4Rec.DEFAULT, 1, Device.CPU);
    TrainingSettings attention = TrainingSettings.sequences(Sasrec.DEFAULT, 1, Device.CPU);
    assertThat(recurrent.learningRate()).isGreaterThan(attention.learningRate());
    assertThat(recurrent.steps()).isEqualTo(attention.steps());
  }

  @Test
  void sasrecGradient_agreesWithFiniteDifferences() {
    check(new SasrecArchitecture(SASREC));
  }

  @Test
  void gru4recGradient_agreesWithFiniteDifferences() {
    check(new GruArchitecture(GRU4REC));
  }

  @Test
  void historiesWithoutEvents_areRefused() {
    assertThatThrownBy(
            () ->
                SequenceTrainer.train(
                    GRU4REC,
                    ITEMS,
                    List.of(new int[0]),
                    settings(1, 1, 0),
                    Validation.latest(),
                    TrainingListener.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no event to predict");
  }

  @Test
  void headsThatDoNotDivideTheWidth_areRefused() {
    assertThatThrownBy(() -> new Sasrec(8, 1, 3, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heads: 3 do not divide width 8");
  }

  /** The slope along the gradient, by differences, is the gradient's length, for every array. */
  private static <S extends SequenceNetwork.State<S>> void check(
      NamedArchitecture<S> architecture) {
    NamedArrays weights = moved(architecture.initial(8, ITEMS, 3), new Random(5), 0.3);
    Map<String, float[]> gradients = new HashMap<>();
    loss(architecture, weights, gradients);
    assertThat(gradients).containsOnlyKeys(weights.names());
    for (String name : weights.names()) {
      float[] gradient = gradients.getOrDefault(name, new float[0]);
      double length = length(gradient);
      double step = 0.005;
      double ahead =
          loss(architecture, along(weights, name, gradient, step / length), new HashMap<>());
      double behind =
          loss(architecture, along(weights, name, gradient, -step / length), new HashMap<>());
      assertThat((ahead - behind) / (2 * step))
          .as(name)
          .isCloseTo(length, within(0.02 * length + 3e-4));
    }
  }

  private static <S extends SequenceNetwork.State<S>> double loss(
      NamedArchitecture<S> architecture, NamedArrays weights, Map<String, float[]> gradients) {
    List<History> histories =
        histories().stream()
            .map(items -> History.ofRows(items, new int[items.length], new int[items.length]))
            .toList();
    TrainingBatches batches =
        new TrainingBatches(histories, (history, event) -> true, architecture.windows());
    try (NDManager manager = Torch.manager(Device.CPU);
        Learner<NamedArrays, S> learner =
            new Learner<>(manager, architecture, weights, settings(1, 1, 0), 1)) {
      Map<String, NDArray> arrays = new HashMap<>();
      double loss = learner.gradients(manager, batches.deal(1, 1).get(0), arrays);
      arrays.forEach((name, array) -> gradients.put(name, array.toFloatArray()));
      return loss;
    }
  }

  private static NamedArrays moved(NamedArrays weights, Random random, double by) {
    NamedArrays.Builder moved = new NamedArrays.Builder();
    for (String name : weights.names()) {
      float[] array = weights.get(name).clone();
      for (int i = 0; i < array.length; i++) {
        array[i] += (float) (by * random.nextGaussian());
      }
      moved.add(name, array, weights.dimensions(name));
    }
    return moved.build();
  }

  private static NamedArrays along(
      NamedArrays weights, String changed, float[] direction, double by) {
    NamedArrays.Builder moved = new NamedArrays.Builder();
    for (String name : weights.names()) {
      float[] array = weights.get(name).clone();
      for (int i = 0; name.equals(changed) && i < array.length; i++) {
        array[i] += (float) (by * direction[i]);
      }
      moved.add(name, array, weights.dimensions(name));
    }
    return moved.build();
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  private static Trained<NamedArrays> train(SequenceShape shape, long seed, int epochs) {
    return SequenceTrainer.train(
        shape,
        ITEMS,
        histories(),
        settings(seed, epochs, 0.1),
        Validation.latest(),
        TrainingListener.none());
  }

  private static TrainingSettings settings(long seed, int epochs, double dropout) {
    return new TrainingSettings(seed, Device.CPU, epochs, 0, epochs, 1e-2, 5, dropout, 50);
  }

  /** Item i is mostly followed by item i + 1. */
  private static List<int[]> histories() {
    Random random = new Random(3);
    List<int[]> histories = new ArrayList<>();
    for (int customer = 0; customer < 50; customer++) {
      int[] items = new int[3 + random.nextInt(customer % 10 == 0 ? 70 : 10)];
      items[0] = random.nextInt(ITEMS);
      for (int i = 1; i < items.length; i++) {
        items[i] = random.nextInt(5) == 0 ? random.nextInt(ITEMS) : (items[i - 1] + 1) % ITEMS;
      }
      histories.add(items);
    }
    return histories;
  }
}
