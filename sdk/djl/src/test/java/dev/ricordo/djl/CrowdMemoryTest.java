package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Writing;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdMemoryTest {

  private static final Continuum LEVELS =
      new Continuum(8, List.of(4, 16), List.of(Optimiser.GRADIENT_DESCENT, Optimiser.MOMENTUM));
  private static final int ITEMS = 300;
  private static final EventKind[] KINDS = EventKind.values();

  private record Step(int item, EventKind kind, long second, int known) {}

  @ParameterizedTest
  @CsvSource({"false, 64", "true, 64", "true, 1"})
  void memories_agreeWithTheCertifiedOnesOverRandomHistories(boolean levels, int tile) {
    ItemEmbeddings items = items(levels);
    List<List<Step>> histories = histories(tile == 1 ? 3 : 200, 7);
    try (CrowdMemory crowd = new CrowdMemory(items, histories.size(), tile, Device.CPU)) {
      replay(crowd, histories, tile, new Random(8));
      List<MemoryState> actual = crowd.get(all(histories.size()));
      float[] contexts = crowd.contexts(all(histories.size()));
      double furthest = 0;
      for (int row = 0; row < histories.size(); row++) {
        MemoryState expected = certified(items, histories.get(row));
        assertThat(actual.get(row).steps()).isEqualTo(expected.steps());
        float[] read = actual.get(row).context();
        for (int j = 0; j < read.length; j++) {
          assertThat(contexts[row * read.length + j]).isEqualTo(read[j]);
          furthest = Math.max(furthest, Math.abs((double) read[j] - expected.context()[j]));
        }
        for (int head = 0; head < items.base().shape().heads(); head++) {
          double strength = expected.strength(head, items.base().shape());
          double other = actual.get(row).strength(head, items.base().shape());
          furthest = Math.max(furthest, Math.abs(strength - other));
        }
      }
      assertThat(furthest).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 64", "true, 64", "true, 256", "true, 1024", "false, 16384"})
  void memory_hasTheSameBitsWhateverTheNeighboursAndThePlace(boolean levels, int tile) {
    ItemEmbeddings items = items(levels);
    int customers = Math.max(2, 2_560 / tile);
    List<List<Step>> histories = new ArrayList<>(histories(customers, 9));
    histories.replaceAll(steps -> steps.subList(0, Math.min(steps.size(), 40_000 / tile)));
    List<MemoryState> alone = replayed(items, histories, tile, 1);
    List<MemoryState> among = replayed(items, histories, tile, tile);
    for (int row = 0; row < customers; row++) {
      assertThat(among.get(row).sameBits(alone.get(row))).as("row %d", row).isTrue();
    }
  }

  @Test
  void wholeCrowdAtOnce_hasTheSameBitsAsOneByOne() {
    ItemEmbeddings items = items(true);
    int customers = 64;
    List<List<Step>> histories = new ArrayList<>();
    histories(customers, 11).forEach(steps -> histories.add(repeated(steps, 20)));
    List<MemoryState> alone = replayed(items, histories, customers, 1);
    try (CrowdMemory crowd = new CrowdMemory(items, customers, customers, Device.CPU)) {
      for (int event = 0; event < 20; event++) {
        CrowdEvents events = new CrowdEvents(customers);
        for (int row = 0; row < customers; row++) {
          add(events, row, histories.get(row).get(event));
        }
        crowd.learn(events);
      }
      List<MemoryState> whole = crowd.get(all(customers));
      for (int row = 0; row < customers; row++) {
        assertThat(whole.get(row).sameBits(alone.get(row))).as("row %d", row).isTrue();
      }
    }
  }

  private static List<Step> repeated(List<Step> steps, int length) {
    Step last = new Step(5, EventKind.VIEW, 1_600_000_000L, 0);
    return IntStream.range(0, length)
        .mapToObj(i -> i < steps.size() ? steps.get(i) : last)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memoriesPut_areReadBackBitForBit_andGoOnFromThere(boolean writes) {
    Shape shape =
        new Shape(16, 2, 24, writes).with(LEVELS).with(Writing.DEFAULT.with(Optimiser.MOMENTUM));
    Weights weights = RandomWeights.of(shape, 30, 3);
    SelfModifyingMemory certified = new SelfModifyingMemory(weights);
    MemoryState state = certified.initial();
    MemoryState untouched = certified.initial();
    IntStream.range(0, 19).forEach(i -> certified.step(state, i, EventKind.VIEW, 1_000L * i));
    try (CrowdMemory crowd = new CrowdMemory(weights, 3, 64, Device.CPU)) {
      crowd.put(new int[] {2}, List.of(state));
      assertThat(crowd.get(2).get(0).sameBits(state)).isTrue();
      assertThat(crowd.get(1).get(0).sameBits(untouched)).isTrue();

      crowd.learn(new CrowdEvents(1).add(2, 7, EventKind.CART, 90_000));
      certified.step(state, 7, EventKind.CART, 90_000);
      assertThat(furthest(crowd.get(2).get(0), state)).isLessThan(1e-5);
      assertThat(crowd.get(2).get(0).steps()).isEqualTo(20);
      assertThat(crowd.get(0, 1)).allMatch(other -> other.sameBits(untouched));

      crowd.reset(2);
      assertThat(crowd.get(2).get(0).sameBits(untouched)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, true",
    "true, false, true",
    "false, true, true",
    "true, true, true",
    "false, false, false",
    "true, true, false"
  })
  void everyWayOfWriting_agreesWithTheCertifiedOne(
      boolean deltaDescent, boolean momentum, boolean decay) {
    Writing writing = deltaDescent ? Writing.DEFAULT.withDeltaDescent() : Writing.DEFAULT;
    writing = momentum ? writing.with(Optimiser.MOMENTUM) : writing;
    writing = decay ? writing : writing.withoutDecay();
    Weights weights = RandomWeights.of(new Shape(16, 2, 24, true).with(writing), 30, 3);
    SelfModifyingMemory certified = new SelfModifyingMemory(weights);
    MemoryState expected = certified.initial();
    MemoryState fresh = certified.initial();
    try (CrowdMemory crowd = new CrowdMemory(weights, 2, 2, Device.CPU)) {
      for (int i = 0; i < 25; i++) {
        certified.step(expected, i, EventKind.CART, 70L * i);
        crowd.learn(new CrowdEvents(1).add(1, i, EventKind.CART, 70L * i));
      }
      MemoryState actual = crowd.get(1).get(0);
      assertThat(furthest(actual, expected)).isLessThan(1e-5);
      for (int head = 0; head < weights.shape().heads(); head++) {
        assertThat(actual.strength(head, weights.shape()))
            .isCloseTo(expected.strength(head, weights.shape()), within(1e-5))
            .isNotZero();
      }
      assertThat(crowd.get(0).get(0).sameBits(fresh)).isTrue();
    }
  }

  @Test
  void steps_leaveNoArraysBehind() {
    try (CrowdMemory crowd = new CrowdMemory(items(true), 64, 64, Device.CPU)) {
      CrowdEvents whole = new CrowdEvents(64);
      CrowdEvents some = new CrowdEvents(1).add(3, 1, EventKind.VIEW, 1);
      for (int row = 0; row < 64; row++) {
        whole.add(row, row, EventKind.VIEW, 2);
      }
      crowd.learn(whole);
      crowd.learn(some);
      int arrays = crowd.arrays();
      for (int i = 0; i < 20; i++) {
        crowd.learn(whole);
        crowd.learn(some);
        crowd.contexts(1, 2, 3);
        crowd.get(4, 5);
        crowd.reset(6);
      }
      assertThat(crowd.arrays()).isEqualTo(arrays);
    }
  }

  @Test
  void eventsThatCannotBe_areRefused_andNothingIsLearned() {
    Weights weights = RandomWeights.of(new Shape(16, 2, 24, true), 30, 3);
    try (CrowdMemory crowd = new CrowdMemory(weights, 10, 4, Device.CPU)) {
      MemoryState before = crowd.get(1).get(0);
      requireRefused(crowd, "row: 10 is none of 10 rows", 1, 10);
      requireRefused(crowd, "events: two of row 1, one step learns one", 1, 1);
      requireRefused(crowd, "events: must be at most 4, are 5", 1, 2, 3, 4, 5);
      assertThatThrownBy(() -> crowd.learn(new CrowdEvents(1).add(1, 30, EventKind.VIEW, 1)))
          .hasMessage("item: 30 is none of 30 rows");
      assertThat(crowd.get(1).get(0).sameBits(before)).isTrue();
      crowd.learn(new CrowdEvents(0));
      assertThatThrownBy(() -> crowd.contexts(-1)).hasMessage("row: -1 is none of 10 rows");
    }
    assertThatThrownBy(() -> new CrowdMemory(weights, 0, 4, Device.CPU))
        .hasMessageStartingWith("customers: must be between 1 and");
    assertThatThrownBy(() -> new CrowdMemory(weights, 1, 0, Device.CPU))
        .hasMessage("tile: must be between 1 and 65536, is 0");
  }

  @Test
  void crowdThatCannotBeMade_closesItsManager() {
    Weights weights = RandomWeights.of(new Shape(16, 2, 24, true), 30, 3);
    NDManager manager = Torch.manager(Device.CPU);
    manager.cap(); // takes no arrays
    assertThatThrownBy(
            () ->
                new CrowdMemory(
                    weights,
                    weights.get(Weights.Tensor.ITEM),
                    new SelfModifyingMemory(weights),
                    10,
                    4,
                    manager))
        .isInstanceOf(IllegalStateException.class);
    assertThat(manager.isOpen()).isFalse();
  }

  private static void requireRefused(CrowdMemory crowd, String message, int... rows) {
    CrowdEvents events = new CrowdEvents(rows.length);
    for (int row : rows) {
      events.add(row, 3, EventKind.VIEW, 1);
    }
    assertThatThrownBy(() -> crowd.learn(events))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static ItemEmbeddings items(boolean levels) {
    Shape shape =
        levels
            ? Shape.DEFAULT.with(LEVELS).with(Writing.DEFAULT.with(Optimiser.MOMENTUM))
            : Shape.DEFAULT;
    Weights weights = RandomWeights.of(shape.with(RandomFeatures.VOCABULARY.rows()), ITEMS, 7);
    return ItemEmbeddings.of(RandomFeatures.base(weights, RandomFeatures.items(ITEMS, 3)));
  }

  private static List<List<Step>> histories(int customers, long seed) {
    Random random = new Random(seed);
    List<List<Step>> histories = new ArrayList<>();
    for (int row = 0; row < customers; row++) {
      List<Step> steps = new ArrayList<>();
      long second = 1_600_000_000L;
      int length = random.nextInt(row % 10 == 0 ? 60 : 25);
      int[] known = RandomFeatures.circumstances(length, random);
      for (int i = 0; i < length; i++) {
        second += (long) Math.exp(16 * random.nextDouble()) - 100;
        EventKind kind = KINDS[random.nextInt(Shape.KINDS)];
        steps.add(new Step(random.nextInt(ITEMS + 1) - 1, kind, second, known[i]));
      }
      histories.add(steps);
    }
    return histories;
  }

  private static MemoryState certified(ItemEmbeddings items, List<Step> steps) {
    SelfModifyingMemory kernel = new SelfModifyingMemory(items);
    MemoryState state = kernel.initial();
    steps.forEach(s -> kernel.step(state, s.item(), s.kind(), s.second(), s.known()));
    return state;
  }

  private static List<MemoryState> replayed(
      ItemEmbeddings items, List<List<Step>> histories, int tile, int atOnce) {
    try (CrowdMemory crowd = new CrowdMemory(items, histories.size(), tile, Device.CPU)) {
      replay(crowd, histories, atOnce, new Random(13));
      return crowd.get(all(histories.size()));
    }
  }

  /** Learns all events, at each step those of other customers in another order. */
  private static void replay(
      CrowdMemory crowd, List<List<Step>> histories, int atOnce, Random random) {
    int[] next = new int[histories.size()];
    List<Integer> left = new ArrayList<>(IntStream.range(0, next.length).boxed().toList());
    left.removeIf(row -> histories.get(row).isEmpty());
    while (!left.isEmpty()) {
      Collections.shuffle(left, random);
      CrowdEvents events = new CrowdEvents(atOnce);
      int count = 1 + random.nextInt(Math.min(atOnce, left.size()));
      for (int row : left.subList(0, count)) {
        add(events, row, histories.get(row).get(next[row]++));
      }
      crowd.learn(events);
      left.removeIf(row -> next[row] == histories.get(row).size());
    }
  }

  private static void add(CrowdEvents events, int row, Step step) {
    events.add(row, step.item(), step.kind(), step.second(), step.known());
  }

  private static int[] all(int customers) {
    return IntStream.range(0, customers).toArray();
  }

  private static double furthest(MemoryState a, MemoryState b) {
    return IntStream.range(0, a.context().length)
        .mapToDouble(j -> Math.abs((double) a.context()[j] - b.context()[j]))
        .max()
        .orElseThrow();
  }
}
