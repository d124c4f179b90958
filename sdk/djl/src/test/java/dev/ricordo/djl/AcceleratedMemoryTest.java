package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Writing;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceleratedMemoryTest {

  private static final Continuum LEVELS = new Continuum(8, List.of(4, 16));

  /** Numbers of an independent implementation, see {@code golden.py} in the core's tests. */
  private static final Path GOLDEN = Path.of("../core/src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(strings = {"small", "default", "levels", "momentum", "delta"})
  void contexts_agreeWithAnIndependentImplementation(String shape) throws IOException {
    Base base = Base.read(GOLDEN.resolve(shape));
    JsonNode cases =
        new ObjectMapper().readTree(GOLDEN.resolve(shape).resolve("contexts.json").toFile());
    List<History> histories = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (JsonNode one : cases) {
      histories.add(
          History.ofRows(ints(one.get("items")), ints(one.get("kinds")), ints(one.get("gaps"))));
      JsonNode contexts = one.get("contexts");
      expected.add(floats(contexts.get(contexts.size() - 1)));
    }
    try (AcceleratedMemory memory = new AcceleratedMemory(base.weights(), Device.CPU)) {
      List<float[]> actual = memory.contexts(histories);
      assertThat(furthest(actual, expected)).isLessThan(1e-5);
    }
  }

  static List<Shape> shapes() {
    return List.of(
        Shape.DEFAULT,
        Shape.DEFAULT.with(LEVELS),
        Shape.DEFAULT.with(Writing.DEFAULT.withDeltaDescent().withoutDecay()),
        Shape.DEFAULT
            .with(LEVELS.with(Optimiser.MOMENTUM))
            .with(Writing.DEFAULT.with(Optimiser.MOMENTUM)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void contexts_agreeWithTheCertifiedMemoryOn1000RandomHistories(Shape shape) {
    Weights weights = RandomWeights.of(shape.with(RandomFeatures.VOCABULARY.rows()), 300, 7);
    ItemEmbeddings embeddings =
        ItemEmbeddings.of(RandomFeatures.base(weights, RandomFeatures.items(300, 3)));
    Random random = new Random(8);
    List<History> histories = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    SelfModifyingMemory certified = new SelfModifyingMemory(embeddings);
    for (int i = 0; i < 1000; i++) {
      int length = random.nextInt(i % 10 == 0 ? 300 : 40);
      int[] items = random.ints(length, -1, 300).toArray();
      int[] kinds = random.ints(length, 0, Shape.KINDS).toArray();
      long[] times = times(length, random);
      int[] known = RandomFeatures.circumstances(length, random);
      histories.add(History.of(items, kinds, times).with(known));
      MemoryState state = certified.initial();
      IntStream.range(0, length)
          .forEach(
              event ->
                  certified.step(
                      state,
                      items[event],
                      EventKind.values()[kinds[event]],
                      times[event],
                      known[event]));
      expected.add(state.context().clone());
    }
    try (AcceleratedMemory memory = new AcceleratedMemory(embeddings, Device.CPU)) {
      double furthest = furthest(memory.contexts(histories), expected);
      assertThat(furthest).isLessThan(1e-4);
    }
  }

  @Test
  void batch_readsEventByEventWhatContextsReadAtOnce() {
    Weights weights = RandomWeights.of(new Shape(16, 2, 24, true).with(LEVELS), 30, 3);
    Random random = new Random(4);
    List<History> histories = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      histories.add(
          History.of(
              random.ints(20, 0, 30).toArray(),
              random.ints(20, 0, Shape.KINDS).toArray(),
              times(20, random)));
    }
    try (AcceleratedMemory memory = new AcceleratedMemory(weights, Device.CPU);
        AcceleratedMemory.Batch batch = memory.batch(5)) {
      for (int event = 0; event < 20; event++) {
        batch.observe(histories, event);
      }
      float[] contexts = batch.contexts();
      List<float[]> whole = memory.contexts(histories);
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 16; j++) {
          assertThat((double) contexts[i * 16 + j])
              .isCloseTo(whole.get(i)[j], org.assertj.core.data.Offset.offset(1e-5));
        }
      }
    }
  }

  private static Weights optimised() {
    Shape shape =
        new Shape(16, 2, 24, true)
            .with(LEVELS.with(Optimiser.MOMENTUM))
            .with(Writing.DEFAULT.with(Optimiser.MOMENTUM));
    return RandomWeights.of(shape, 30, 3);
  }

  @Test
  void contexts_ofLongHistories_keepNoMoreArraysThanOfShorterOnes() {
    assertThat(mostArrays(640)).isEqualTo(mostArrays(320));
  }

  /** The most arrays there are between two blocks of a history. */
  private static int mostArrays(int length) {
    Random random = new Random(4);
    History history =
        History.of(
            random.ints(length, 0, 30).toArray(),
            random.ints(length, 0, Shape.KINDS).toArray(),
            times(length, random));
    NDManager manager = Torch.manager(Device.CPU);
    Weights weights = optimised();
    int[] most = new int[1];
    try (AcceleratedMemory memory =
        new AcceleratedMemory(weights, weights.get(Weights.Tensor.ITEM), manager)) {
      memory.contexts(
          new AbstractList<>() {
            @Override
            public History get(int index) {
              most[0] = Math.max(most[0], arrays(manager));
              return history;
            }

            @Override
            public int size() {
              return 1;
            }
          });
    }
    return most[0];
  }

  @Test
  void batch_keepsAsManyArraysHoweverManyEventsItReads() {
    int cadence = 16; // of the slowest level, which has all its arrays after its second change
    NDManager manager = Torch.manager(Device.CPU);
    Weights weights = optimised();
    History history = History.of(new int[4 * cadence], new int[4 * cadence], new long[4 * cadence]);
    List<Integer> arrays = new ArrayList<>();
    try (AcceleratedMemory memory =
            new AcceleratedMemory(weights, weights.get(Weights.Tensor.ITEM), manager);
        AcceleratedMemory.Batch batch = memory.batch(2)) {
      for (int event = 0; event < history.length(); event++) {
        batch.observe(List.of(history, history), event);
        if (event > cadence && (event + 1) % cadence == 0) {
          arrays.add(arrays(manager));
        }
      }
    }
    assertThat(arrays).hasSize(3).containsOnly(arrays.get(0));
  }

  /** How many arrays a manager has, and those below it. */
  private static int arrays(AutoCloseable resource) {
    if (!(resource instanceof BaseNDManager)) {
      return 1;
    }
    try {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      int arrays = 0;
      for (Object one : ((Map<?, ?>) resources.get(resource)).values()) {
        arrays += arrays((AutoCloseable) one);
      }
      return arrays;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("another version of DJL", e);
    }
  }

  @Test
  void memoryThatCannotBeMade_closesItsManager() {
    Weights weights = optimised();
    NDManager manager = Torch.manager(Device.CPU);
    manager.cap(); // takes no arrays
    assertThatThrownBy(
            () -> new AcceleratedMemory(weights, weights.get(Weights.Tensor.ITEM), manager))
        .isInstanceOf(IllegalStateException.class);
    assertThat(manager.isOpen()).isFalse();
  }

  @Test
  void catalogueThatCannotBeMade_closesItsManager() {
    NDManager manager = Torch.manager(Device.CPU);
    assertThatThrownBy(() -> new AcceleratedCatalogue(new float[7], new float[2], 4, manager))
        .hasMessage("table: must hold 2 rows of 4, holds 7");
    assertThat(manager.isOpen()).isFalse();
  }

  @Test
  void frozenShape_neverReadsFromTheMemory() {
    Weights weights = RandomWeights.of(new Shape(16, 2, 24, false).with(LEVELS), 30, 3);
    SelfModifyingMemory certified = new SelfModifyingMemory(weights);
    int[] items = {1, 5, 5, 9, 2, 11, 4};
    int[] kinds = new int[items.length];
    long[] times = times(items.length, new Random(1));
    MemoryState state = certified.initial();
    IntStream.range(0, items.length)
        .forEach(
            event ->
                certified.step(
                    state, items[event], EventKind.values()[kinds[event]], times[event]));
    try (AcceleratedMemory memory = new AcceleratedMemory(weights, Device.CPU)) {
      List<float[]> contexts = memory.contexts(List.of(History.of(items, kinds, times)));
      assertThat(furthest(contexts, List.of(state.context()))).isLessThan(1e-5);
    }
  }

  private static long[] times(int length, Random random) {
    long[] times = new long[length];
    long time = 1_600_000_000L;
    for (int i = 0; i < length; i++) {
      time += (long) Math.exp(16 * random.nextDouble());
      times[i] = time;
    }
    return times;
  }

  private static double furthest(List<float[]> actual, List<float[]> expected) {
    double furthest = 0;
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.get(i).length; j++) {
        double distance = Math.abs(actual.get(i)[j] - expected.get(i)[j]);
        furthest = Double.isNaN(distance) ? Double.NaN : Math.max(furthest, distance);
      }
    }
    return furthest;
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }
}
