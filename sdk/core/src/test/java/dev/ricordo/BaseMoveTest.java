package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another base takes the present one's place while customers go on. */
class BaseMoveTest {

  private static final int ITEMS = 15;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 30).mapToObj(c -> CustomerId.of("c" + c)).toList();

  private final Base before = base(1);
  private final Base after = base(2);

  private static Base base(long seed) {
    return RandomBases.create(
        seed,
        ITEMS,
        Shape.DEFAULT.with(new Continuum(8, List.of(4, 32))),
        new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true)));
  }

  private static Ricordo over(Journal journal, Base base) {
    return Ricordo.builder()
        .base(base)
        .journal(journal)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  private static void act(Ricordo ricordo, String id, Random random) {
    CustomerId one = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    CustomerId other = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    switch (random.nextInt(24)) {
      case 0 -> mergeIfFree(ricordo, one, other);
      case 1 -> ricordo.unmerge(one);
      case 2 -> ricordo.forget(one);
      case 3 -> ricordo.recommend(one, HOME, 3);
      default -> {
        ItemId item = ItemId.of("i" + random.nextInt(ITEMS));
        ricordo.observe(Event.viewed(one, item, NOW.plusSeconds(1)).withId(EventId.of(id)));
      }
    }
  }

  private static void mergeIfFree(Ricordo ricordo, CustomerId one, CustomerId other) {
    try {
      ricordo.merge(one, other);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("visitor: ");
    }
  }

  private static List<Object> everything(Ricordo ricordo) {
    List<Object> all = new ArrayList<>();
    for (CustomerId customer : CUSTOMERS) {
      all.add(ricordo.inspect(customer));
      all.add(ricordo.recommend(customer, HOME, ITEMS));
    }
    all.add(ricordo.statistics().collectiveCells());
    return all;
  }

  @Test
  void answerOfBefore_whoseItemLeftTheCatalogue_isNotExplained() {
    CustomerId one = CUSTOMERS.get(0);
    try (Ricordo moved = over(Journal.inMemory(), before)) {
      moved.observe(Event.viewed(one, ItemId.of("i1"), NOW));
      Ranking ranking = moved.recommend(one, HOME, ITEMS);
      moved.moveTo(RandomBases.create(3, 2));

      assertThatThrownBy(() -> moved.because(ranking, ItemId.of("i9")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("item: \"i9\" is not in the catalogue any more");
    }
  }

  @Test
  void afterTheMove_everythingIsAsIfTheNewBaseHadAlwaysBeenThere() {
    Journal journal = Journal.inMemory();
    Random random = new Random(1);
    try (Ricordo moved = over(journal, before)) {
      for (int i = 0; i < 400; i++) {
        act(moved, "e" + i, random);
      }
      List<Object> old = everything(moved);
      moved.moveTo(after);
      assertThat(moved.base()).isSameAs(after);
      try (Ricordo again = over(journal, before)) {
        long recovered = again.statistics().recovered();
        assertThat(recovered).isPositive();
        again.moveTo(after);
        assertThat(again.statistics().recovered()).isEqualTo(recovered);
      }
      try (Ricordo fresh = over(journal, after)) {
        assertThat(everything(moved)).isEqualTo(everything(fresh)).isNotEqualTo(old);
        act(moved, "last", random);
      }
      try (Ricordo fresh = over(journal, after)) {
        assertThat(everything(moved)).isEqualTo(everything(fresh));
      }
    }
  }

  @Test
  void whileCustomersLearnMergeAndAreForgotten_nothingIsLostAndNothingIsCountedTwice()
      throws Exception {
    Journal journal = Journal.inMemory();
    try (Ricordo moved = over(journal, before)) {
      List<Callable<Void>> threads = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        String name = "t" + t;
        threads.add(
            () -> {
              Random random = new Random(name.hashCode());
              for (int i = 0; i < 1_500; i++) {
                act(moved, name + " " + i, random);
              }
              return null;
            });
      }
      ExecutorService pool = Executors.newFixedThreadPool(threads.size());
      try {
        List<Future<Void>> running = threads.stream().map(pool::submit).toList();
        for (int i = 0; i < 20 || !running.stream().allMatch(Future::isDone); i++) {
          moved.moveTo(i % 2 == 0 ? after : before);
        }
        for (Future<Void> thread : running) {
          thread.get();
        }
      } finally {
        pool.shutdown();
      }
      try (Ricordo fresh = over(journal, moved.base())) {
        assertThat(everything(moved)).isEqualTo(everything(fresh));
      }
    }
  }

  @Test
  void untilItIsDone_thePresentBaseAnswersAndLearns() {
    Hooked journal = new Hooked();
    Event during = Event.viewed(CUSTOMERS.get(0), ItemId.of("i1"), NOW);
    try (Ricordo moved = over(journal, before)) {
      moved.observe(Event.viewed(CUSTOMERS.get(0), ItemId.of("i0"), NOW));
      List<Ranking> answers = new ArrayList<>();
      journal.whileListed =
          () -> {
            moved.observe(during);
            answers.add(moved.recommend(CUSTOMERS.get(0), HOME, ITEMS));
            assertThat(moved.base()).isSameAs(before);
          };
      moved.moveTo(after);
      try (Ricordo old = over(journal.whole(), before);
          Ricordo fresh = over(journal.whole(), after)) {
        assertThat(answers).containsExactly(old.recommend(CUSTOMERS.get(0), HOME, ITEMS));
        assertThat(everything(moved)).isEqualTo(everything(fresh));
      }
    }
  }

  @Test
  void failingJournal_leavesThePresentBaseInPlace() {
    Hooked journal = new Hooked();
    try (Ricordo moved = over(journal, before)) {
      moved.observe(Event.viewed(CUSTOMERS.get(0), ItemId.of("i0"), NOW));
      List<Object> expected = everything(moved);
      journal.whileListed =
          () -> {
            throw new RicordoException("journal: the store is away");
          };
      assertThatThrownBy(() -> moved.moveTo(after)).isInstanceOf(RicordoException.class);
      assertThat(moved.base()).isSameAs(before);
      assertThat(everything(moved)).isEqualTo(expected);
      journal.whileListed = () -> {};
      moved.moveTo(after);
      assertThat(moved.base()).isSameAs(after);
    }
  }

  @Test
  void journalChangedByAnotherProcess_isReadOnceMore() {
    Hooked journal = new Hooked();
    try (Ricordo moved = over(journal, before)) {
      moved.observe(Event.viewed(CUSTOMERS.get(0), ItemId.of("i0"), NOW));
      moved.observe(Event.viewed(CUSTOMERS.get(1), ItemId.of("i1"), NOW));
      journal.whileListed =
          () -> {
            journal.whileListed = () -> {};
            journal.whole().erase(CUSTOMERS.get(0), NOW);
            journal.listener.accept(CUSTOMERS.get(0)::equals);
          };
      moved.moveTo(after);
      try (Ricordo fresh = over(journal.whole(), after)) {
        assertThat(everything(moved)).isEqualTo(everything(fresh));
      }
    }
  }

  /** A journal on the heap that does something once its customers have been listed. */
  private static final class Hooked extends ForwardingJournal {
    Runnable whileListed = () -> {};
    Consumer<Predicate<CustomerId>> listener = touched -> {};

    Hooked() {
      super(Journal.inMemory());
    }

    /** Without the hooks. */
    Journal whole() {
      return delegate;
    }

    @Override
    public void forEachCustomer(Consumer<CustomerId> consumer) {
      super.forEachCustomer(consumer);
      whileListed.run();
    }

    @Override
    public void onForeignChange(Consumer<Predicate<CustomerId>> newListener) {
      listener = newListener;
    }
  }
}
