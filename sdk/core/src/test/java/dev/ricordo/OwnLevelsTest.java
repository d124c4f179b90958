package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.Because.OwnLevel;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each level of a customer's own memory does to an answer. */
class OwnLevelsTest {

  private static final int ITEMS = 30;
  private static final int NEVER = 1_000_000;
  private static final Slot HOME = Slot.of("home");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START.plusSeconds(86_400), ZoneOffset.UTC);

  private static Base base(Integer... cadences) {
    Shape shape = Shape.DEFAULT.with(new Continuum(8, List.of(cadences)));
    return RandomBases.create(7, ITEMS, shape, new Mix(Mix.Family.LOG, 2, 1, 0));
  }

  /** The same base, in whose answers nobody's departure from a level's shared block speaks. */
  private static Base deafTo(int level, Base base) {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : base.weights().tensors()) {
      arrays.put(tensor, base.weights().get(tensor).clone());
    }
    float[] scales = base.weights().get(Tensor.LEVEL_SCALE).clone();
    scales[level - 1] = 0;
    arrays.put(Tensor.LEVEL_SCALE, scales);
    Weights weights = new Weights(base.shape(), ITEMS, arrays);
    return new Base(base.manifest(), weights, base.items(), base.features());
  }

  private static Ricordo.Builder builder(Base base) {
    return Ricordo.builder().base(base).clock(CLOCK);
  }

  private static List<Event> views(int... items) {
    List<Event> views = new ArrayList<>();
    for (int item : items) {
      ItemId id = ItemId.of("i" + item);
      views.add(Event.viewed(ANNA, id, START.plusSeconds(60L * views.size())));
    }
    return views;
  }

  /** As many as given, of items here and there. */
  private static List<Event> views(int count) {
    return views(Stream.iterate(0, i -> i + 7).limit(count).mapToInt(i -> i % ITEMS).toArray());
  }

  private static Ranking ranking(Ricordo ricordo) {
    return ricordo.recommend(ANNA, HOME, ITEMS);
  }

  private static Because because(Ricordo.Builder builder, List<Event> events) {
    try (Ricordo ricordo = builder.build()) {
      ricordo.observeAll(events);
      Ranking ranking = ranking(ricordo);
      return ricordo.because(ranking, ranking.items().get(0));
    }
  }

  private static void requireNoEffect(OwnLevel level, Because because) {
    assertThat(level.effect()).isEqualTo(new Ranking.Contributions(0, 0, 0));
    assertThat(level.scoreWithout()).isEqualTo(because.score());
    assertThat(level.rankWithout()).isEqualTo(because.rank());
  }

  @Test
  void levels_areTheCustomersOwn() {
    assertThat(because(builder(base(4, 32)), views(5)).memory())
        .extracting(OwnLevel::level)
        .containsExactly("L0", "L1", "L2");
    assertThat(because(builder(base()), views(5)).memory())
        .extracting(OwnLevel::level)
        .containsExactly("L0");
  }

  @Test
  void levelThatNeverChanged_hasNoEffect() {
    Because because = because(builder(base(4, NEVER)), views(40));
    requireNoEffect(because.memory().get(2), because);
    Because early = because(builder(base(4, 32)), views(2));
    assertThat(early.memory().get(0).effectTotal()).isNotZero();
    requireNoEffect(early.memory().get(1), early);
    requireNoEffect(early.memory().get(2), early);
  }

  @Test
  void stranger_isAnsweredByNoLevelOfTheirOwn() {
    Because because = because(builder(base(4, 32)), List.of());
    assertThat(because.memory()).hasSize(3);
    because.memory().forEach(level -> requireNoEffect(level, because));
  }

  @Test
  void memoryThatIsSwitchedOff_hasNoEffect() {
    Because because = because(builder(base(4, 32)).memoryWrites(false), views(40));
    because.memory().forEach(level -> requireNoEffect(level, because));
  }

  @Test
  void slowerLevelTakenOut_isTheWorldOfABaseThatDoesNotHearIt() {
    Base base = base(4, 16);
    Because because = because(builder(base), views(60));
    for (int level = 1; level <= 2; level++) {
      OwnLevel taken = because.memory().get(level);
      try (Ricordo other = builder(deafTo(level, base)).build()) {
        other.observeAll(views(60));
        Ranking.Answer answer = ranking(other).find(because.item()).orElseThrow();
        assertThat(taken.scoreWithout()).isEqualTo(answer.score()).isNotEqualTo(because.score());
        assertThat(taken.rankWithout()).isEqualTo(answer.rank());
        assertThat(taken.effectTotal()).isCloseTo(because.score() - answer.score(), within(1e-9));
      }
    }
  }

  @Test
  void withoutTheWorkingMemory_onlyTheLatestThreeEventsSpeak() {
    ItemId item = ItemId.of("i9");
    List<Double> own = new ArrayList<>();
    List<Double> withoutMemory = new ArrayList<>();
    for (List<Event> events : List.of(views(1, 2, 3, 4, 5, 6), views(8, 7, 3, 4, 5, 6))) {
      try (Ricordo ricordo = builder(base()).build()) {
        ricordo.observeAll(events);
        Because because = ricordo.because(ranking(ricordo), item);
        own.add(because.levels().own());
        withoutMemory.add(because.levels().own() - because.memory().get(0).effect().own());
      }
    }
    assertThat(own.get(0)).isNotCloseTo(own.get(1), within(1e-6));
    assertThat(withoutMemory.get(0)).isCloseTo(withoutMemory.get(1), within(1e-12));
  }

  @Test
  void effects_areInTheCost() {
    Because.Cost cost = because(builder(base(4, 32)), views(12)).cost();
    assertThat(cost.replays()).isEqualTo(12 + 3);
    assertThat(cost.steps()).isEqualTo(12 + 12 * 11 / 2 + 3 * 12);
  }
}
