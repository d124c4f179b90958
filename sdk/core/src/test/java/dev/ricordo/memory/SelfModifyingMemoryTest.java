package dev.ricordo.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Writing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfModifyingMemoryTest {

  private final Base base = RandomBases.create(1, 50);

  private static MemoryState replay(SelfModifyingMemory kernel, long seed, int events) {
    Random random = new Random(seed);
    MemoryState state = kernel.initial();
    long second = 0;
    for (int i = 0; i < events; i++) {
      second += random.nextInt(100_000);
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      kernel.step(state, random.nextInt(51) - 1, kind, second);
    }
    return state;
  }

  @Test
  void replayedJournal_givesTheSameBits() {
    for (int seed = 0; seed < 50; seed++) {
      MemoryState first = replay(new SelfModifyingMemory(base), seed, 100);
      MemoryState second = replay(new SelfModifyingMemory(base), seed, 100);
      assertThat(first.sameBits(second)).as("seed %s", seed).isTrue();
    }
  }

  @Test
  void interleavedCustomers_doNotTouchEachOther() {
    SelfModifyingMemory shared = new SelfModifyingMemory(base);
    MemoryState alone = replay(shared, 5, 40);
    MemoryState a = shared.initial();
    MemoryState b = shared.initial();
    Random random = new Random(5);
    long second = 0;
    for (int i = 0; i < 40; i++) {
      second += random.nextInt(100_000);
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      shared.step(a, random.nextInt(51) - 1, kind, second);
      shared.step(b, i % 7, EventKind.VIEW, i);
    }
    assertThat(a.sameBits(alone)).isTrue();
    assertThat(b.sameBits(alone)).isFalse();
  }

  @Test
  void hundredThousandEvents_stayFinite() {
    SelfModifyingMemory kernel = new SelfModifyingMemory(base);
    MemoryState state = replay(kernel, 3, 100_000);
    assertThat(state.steps()).isEqualTo(100_000);
    for (float value : state.context()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void sameItemAgainAndAgain_staysFinite() {
    SelfModifyingMemory kernel = new SelfModifyingMemory(base);
    MemoryState state = kernel.initial();
    for (int i = 0; i < 10_000; i++) {
      assertThat(kernel.step(state, 4, EventKind.VIEW, 0)).isFinite().isNotNegative();
    }
    assertThat(state.strength(0, base.shape())).isFinite();
  }

  static List<Writing> writings() {
    List<Writing> writings = new ArrayList<>();
    for (Optimiser optimiser : Optimiser.values()) {
      for (boolean decay : new boolean[] {true, false}) {
        writings.add(new Writing(false, optimiser, decay));
        writings.add(new Writing(true, optimiser, decay));
      }
    }
    return writings;
  }

  @ParameterizedTest
  @MethodSource("writings")
  void everyWayToWrite_replaysToTheSameBits_andStaysFinite(Writing writing) {
    Continuum levels = Continuum.TWO_LEVELS.with(writing.optimiser());
    Shape shape = Shape.DEFAULT.with(levels).with(writing);
    Base other = RandomBases.create(1, 50, shape, Mix.own(0));
    MemoryState first = replay(new SelfModifyingMemory(other), 3, 20_000);
    MemoryState second = replay(new SelfModifyingMemory(other), 3, 20_000);
    assertThat(first.sameBits(second)).isTrue();
    assertThat(first.copy().sameBits(second)).isTrue();
    for (float value : first.context()) {
      assertThat(value).isFinite();
    }
    boolean standard = writing.equals(Writing.DEFAULT);
    MemoryState usual =
        replay(new SelfModifyingMemory(RandomBases.create(1, 50, Shape.DEFAULT, Mix.own(0))), 3, 9);
    MemoryState changed =
        replay(
            new SelfModifyingMemory(
                RandomBases.create(1, 50, Shape.DEFAULT.with(writing), Mix.own(0))),
            3,
            9);
    assertThat(Arrays.equals(usual.context(), changed.context())).isEqualTo(standard);
  }

  @Test
  void momentum_costsAnotherMatrixPerHead() {
    Shape shape = Shape.DEFAULT.with(Writing.DEFAULT.with(Optimiser.MOMENTUM));
    Base moving = RandomBases.create(1, 50, shape, Mix.own(0));
    long matrices = 4L * shape.heads() * shape.headWidth() * shape.headWidth();
    assertThat(new SelfModifyingMemory(moving).initial().workingBytes())
        .isEqualTo(new SelfModifyingMemory(base).initial().workingBytes() + matrices);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 32, 256})
  void sameItemAgainAndAgain_leavesASlowerLevelBounded(int cadence) {
    Shape shape = Shape.DEFAULT.with(new Continuum(8, List.of(cadence)));
    for (long seed = 1; seed <= 5; seed++) {
      Base levels = RandomBases.create(seed, 50, shape, Mix.own(0));
      SelfModifyingMemory kernel = new SelfModifyingMemory(levels);
      MemoryState state = kernel.initial();
      for (int i = 0; i < 40 * cadence + 2_000; i++) {
        kernel.step(state, 4, EventKind.VIEW, 0);
      }
      assertThat(state.levelStrength(0)).as("seed " + seed).isBetween(0.0, 10.0);
    }
  }

  @Test
  void clockThatStepsBack_countsAsNoTimePassed() {
    SelfModifyingMemory kernel = new SelfModifyingMemory(base);
    MemoryState back = kernel.initial();
    kernel.step(back, 1, EventKind.VIEW, 1000);
    kernel.step(back, 2, EventKind.VIEW, 10);
    MemoryState still = kernel.initial();
    kernel.step(still, 1, EventKind.VIEW, 1000);
    kernel.step(still, 2, EventKind.VIEW, 1000);
    assertThat(back.sameBits(still)).isTrue();
  }

  @Test
  void circumstances_speakWhereTheBaseKnowsThem() {
    Base featured = RandomBases.create(1, 50, Shape.DEFAULT, Mix.own(0), RandomBases.features(50));
    SelfModifyingMemory kernel = new SelfModifyingMemory(featured);
    MemoryState none = afterOne(kernel, Circumstances.NONE);
    for (int circumstances :
        new int[] {
          Circumstances.of(3, -1, -1, -1),
          Circumstances.of(-1, 0, -1, -1),
          Circumstances.of(-1, -1, 1, -1),
          Circumstances.of(-1, -1, -1, 0)
        }) {
      assertThat(afterOne(kernel, circumstances).sameBits(none)).isFalse();
    }
    assertThat(afterOne(kernel, Circumstances.NONE).sameBits(none)).isTrue();
  }

  private static MemoryState afterOne(SelfModifyingMemory kernel, int circumstances) {
    MemoryState state = kernel.initial();
    kernel.step(state, 4, EventKind.VIEW, 1000, circumstances);
    return state;
  }

  @Test
  void weightsWithFeaturesOfItems_areRefusedWithoutTheirBase() {
    Base featured = RandomBases.create(1, 50, Shape.DEFAULT, Mix.own(0), RandomBases.features(50));
    assertThatThrownBy(() -> new SelfModifyingMemory(featured.weights()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features of items");
  }

  @Test
  void newItemsOfUnknownKindInTheSameSecond_areReadOneAfterTheOther() {
    SelfModifyingMemory kernel = new SelfModifyingMemory(base);
    MemoryState state = kernel.initial();
    for (int i = 0; i < 500; i++) {
      assertThat(kernel.step(state, Base.UNTRAINED, EventKind.UNKNOWN, 77)).isFinite();
    }
    assertThat(state.steps()).isEqualTo(500);
    for (float value : state.context()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void step_allocatesNothingWithFeaturesEither() {
    Base featured = RandomBases.create(1, 50, Shape.DEFAULT, Mix.own(0), RandomBases.features(50));
    SelfModifyingMemory kernel = new SelfModifyingMemory(featured);
    MemoryState state = kernel.initial();
    Event event =
        Event.viewed(CustomerId.of("anna"), ItemId.of("i4"), Instant.EPOCH)
            .withDwell(Duration.ofSeconds(9))
            .withChannel("web")
            .withCampaign("spring");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long allocated = 0;
    for (int i = 0; i < 2_000; i++) {
      if (i == 1_000) {
        allocated = threads.getThreadAllocatedBytes(thread);
      }
      kernel.step(state, 4, EventKind.VIEW, 60L * i, featured.features().of(event));
    }
    // What asking costs itself stays far below one byte per step.
    assertThat(threads.getThreadAllocatedBytes(thread) - allocated).isLessThan(1_000);
  }

  @Test
  void frozenShape_neverWrites() {
    Base frozen = RandomBases.create(1, 50, Shape.DEFAULT.frozen(), Mix.own(0));
    MemoryState state = replay(new SelfModifyingMemory(frozen), 2, 50);
    for (int head = 0; head < frozen.shape().heads(); head++) {
      assertThat(state.strength(head, frozen.shape())).isZero();
    }
    assertThat(replay(new SelfModifyingMemory(base), 2, 50).strength(0, base.shape())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void heldLevel_staysAsItStarts_andTheOthersLearn(int held) {
    Shape shape =
        Shape.DEFAULT
            .with(Writing.DEFAULT.with(Optimiser.MOMENTUM))
            .with(new Continuum(8, List.of(2, 5)).with(Optimiser.MOMENTUM));
    ItemEmbeddings items = ItemEmbeddings.of(RandomBases.create(1, 50, shape, Mix.own(0)));
    MemoryState start = new SelfModifyingMemory(items).initial();
    MemoryState state = start.copy();
    SelfModifyingMemory kernel = SelfModifyingMemory.holding(items, held);
    for (int i = 0; i < 40; i++) {
      kernel.step(state, i, EventKind.VIEW, 60L * i);
    }
    assertThat(state.departure(start) == 0).isEqualTo(held == 0);
    assertThat(state.levelStrength(0) == 0).isEqualTo(held == 1);
    assertThat(state.levelStrength(1) == 0).isEqualTo(held == 2);
  }

  @Test
  void defaultMemory_fitsFiveKilobytes() {
    assertThat(new SelfModifyingMemory(base).initial().stateBytes()).isLessThanOrEqualTo(5 * 1024);
  }
}
