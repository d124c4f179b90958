package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Features;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The promises of {@link Ricordo}, on a base with random weights and journals on the heap. */
class RicordoTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Slot HOME = Slot.of("home");
  private static final int ITEMS = 60;
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");

  private final Base base =
      RandomBases.create(
          17,
          ITEMS,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 32))),
          new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true)));

  private Ricordo.Builder builder(Journal journal) {
    return Ricordo.builder().base(base).journal(journal).clock(CLOCK);
  }

  private static Event view(CustomerId customer, int item, int minute) {
    return Event.viewed(customer, ItemId.of("i" + item), NOW.minusSeconds(86_400 - minute * 60L));
  }

  /** Events of several customers, interleaved, in the order of acceptance. */
  private static List<Event> traffic(long seed, int customers, int events) {
    Random random = new Random(seed);
    List<Event> traffic = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      CustomerId customer = CustomerId.of("c" + random.nextInt(customers));
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      ItemId item = ItemId.of("i" + random.nextInt(ITEMS));
      Instant at = NOW.minusSeconds(100_000 - i * 10L);
      traffic.add(Event.of(kind, customer, item, at).withId(EventId.of(seed + ":" + i)));
    }
    return traffic;
  }

  private Ranking full(Ricordo ricordo, CustomerId customer) {
    return ricordo.recommend(customer, HOME, ITEMS);
  }

  @Test
  void unknownCustomer_getsTheColdAnswer() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Ranking cold = full(ricordo, ANNA);
      assertThat(cold.answers()).hasSize(ITEMS);
      assertThat(cold.position()).isZero();
      assertThat(cold.answers()).isEqualTo(full(ricordo, BEN).answers());
    }
  }

  @Test
  void answerAfterAnEvent_reflectsIt() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Ranking cold = full(ricordo, ANNA);
      Observation observation = ricordo.observe(view(ANNA, 3, 0));
      assertThat(observation).isInstanceOf(Observation.Learned.class);
      Ranking warm = full(ricordo, ANNA);
      assertThat(warm.position()).isEqualTo(1);
      assertThat(warm.answers()).isNotEqualTo(cold.answers());
    }
  }

  @Test
  void someoneElsesEvents_moveTheAnswerThroughTheCollectiveLevelOnly() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      ricordo.observe(view(ANNA, 3, 0));
      Ranking.Contributions before = part(full(ricordo, ANNA), 9);
      ricordo.observe(view(BEN, 3, 1));
      ricordo.observe(view(BEN, 9, 2));
      Ranking.Contributions after = part(full(ricordo, ANNA), 9);
      assertThat(after.own()).isEqualTo(before.own());
      assertThat(after.repeats()).isEqualTo(before.repeats());
      assertThat(after.collective()).isGreaterThan(before.collective());
    }
  }

  private static Ranking.Contributions part(Ranking ranking, int item) {
    return ranking.find(ItemId.of("i" + item)).orElseThrow().levels();
  }

  @Test
  void sameEventTwice_countsOnce() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Event event = view(ANNA, 3, 0);
      ricordo.observe(event);
      Ranking once = full(ricordo, ANNA);
      assertThat(ricordo.observe(event))
          .isEqualTo(new Observation.Withheld(Observation.Reason.DUPLICATE));
      assertThat(full(ricordo, ANNA)).isEqualTo(once);
    }
  }

  @Test
  void eventInTheFuture_isRefusedNamingTheTime() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Event far = Event.viewed(ANNA, ItemId.of("i1"), NOW.plus(Duration.ofMinutes(6)));
      assertThatThrownBy(() -> ricordo.observe(far))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at: 2026-03-01T12:06:00Z")
          .hasMessageNotContaining("anna");
      Event near = Event.viewed(ANNA, ItemId.of("i1"), NOW.plus(Duration.ofMinutes(4)));
      assertThat(ricordo.observe(near)).isInstanceOf(Observation.Learned.class);
    }
  }

  @Test
  void unknownItem_isRefusedNamingIt_andNothingOfTheBatchIsKept() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Event bad = Event.viewed(ANNA, ItemId.of("nonsense"), NOW);
      assertThatThrownBy(() -> ricordo.observeAll(List.of(view(ANNA, 1, 0), bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("event 1: item: \"nonsense\"");
      assertThat(ricordo.inspect(ANNA).events()).isEmpty();
    }
  }

  @Test
  void emptyCatalogue_isRefusedAtStart() {
    Ricordo.Builder builder = builder(Journal.inMemory()).catalogue(Catalogue.of(List.of()));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("catalogue");
  }

  @Test
  void itemTheBaseNeverSaw_risesWithItsFirstEvents() {
    List<Item> items = new ArrayList<>(base.catalogue().items());
    ItemId novel = ItemId.of("novel");
    items.add(Item.of(novel));
    try (Ricordo ricordo = builder(Journal.inMemory()).catalogue(Catalogue.of(items)).build()) {
      ricordo.observe(view(ANNA, 3, 0));
      int before = ricordo.recommend(ANNA, HOME, ITEMS + 1).find(novel).orElseThrow().rank();
      for (int i = 0; i < 5; i++) {
        CustomerId other = CustomerId.of("other" + i);
        ricordo.observe(view(other, 3, i));
        ricordo.observe(Event.viewed(other, novel, NOW));
      }
      int after = ricordo.recommend(ANNA, HOME, ITEMS + 1).find(novel).orElseThrow().rank();
      assertThat(after).isLessThan(before).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void featuresOfAnUntrainedItem_moveItsScoreAndTheMemoryThatReadIt() {
    Features features = RandomBases.features(ITEMS);
    Base featured = RandomBases.create(1, ITEMS, Shape.DEFAULT, Mix.own(0), features);
    Journal journal = Journal.inMemory();
    HeapSnapshots snapshots = new HeapSnapshots();
    Ranking even;
    try (Ricordo ricordo = withNovel(featured, "even", journal, snapshots)) {
      ricordo.observe(Event.viewed(ANNA, ItemId.of("novel"), NOW).withChannel("web"));
      even = ricordo.recommend(ANNA, HOME, ITEMS + 1);
    }
    try (Ricordo restored = withNovel(featured, "even", journal, snapshots);
        Ricordo odd = withNovel(featured, "odd", journal, snapshots);
        Ricordo oddReplayed = withNovel(featured, "odd", journal, new HeapSnapshots())) {
      assertThat(restored.recommend(ANNA, HOME, ITEMS + 1)).isEqualTo(even);
      Ranking other = odd.recommend(ANNA, HOME, ITEMS + 1);
      assertThat(other.answers()).isNotEqualTo(even.answers());
      assertThat(other).isEqualTo(oddReplayed.recommend(ANNA, HOME, ITEMS + 1));
    }
  }

  private Ricordo withNovel(
      Base featured, String category, Journal journal, HeapSnapshots snapshots) {
    List<Item> items = new ArrayList<>(featured.catalogue().items());
    items.add(new Item(ItemId.of("novel"), "", category, "", OptionalDouble.empty()));
    return builder(journal)
        .base(featured)
        .catalogue(Catalogue.of(items))
        .snapshots(snapshots)
        .build();
  }

  @Test
  void slot_showsOnlyItsCategoryAndNotWhatIsExcluded() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String category = i % 2 == 0 ? "even|all" : "odd|all";
      items.add(new Item(ItemId.of("i" + i), "", category, "", OptionalDouble.empty()));
    }
    try (Ricordo ricordo = builder(Journal.inMemory()).catalogue(Catalogue.of(items)).build()) {
      ItemId four = ItemId.of("i4");
      Slot slot = HOME.within("even").without(java.util.Set.of(four));
      List<ItemId> shown = ricordo.recommend(ANNA, slot, ITEMS).items();
      assertThat(shown).hasSize(ITEMS / 2 - 1).doesNotContain(four);
      assertThat(shown).allMatch(id -> Integer.parseInt(id.value().substring(1)) % 2 == 0);
      assertThat(ricordo.recommend(ANNA, HOME.within("all"), ITEMS).items()).hasSize(ITEMS);
      assertThat(ricordo.recommend(ANNA, HOME.within("none"), ITEMS).items()).isEmpty();
    }
  }

  @Test
  void nextStart_recoversEveryAnswer() {
    Journal journal = Journal.inMemory();
    List<Event> traffic = traffic(1, 8, 600);
    List<List<Ranking.Answer>> before = new ArrayList<>();
    Ricordo first = builder(journal).build(); // not closed: the process was killed
    first.observeAll(traffic);
    for (int c = 0; c < 8; c++) {
      before.add(full(first, CustomerId.of("c" + c)).answers());
    }
    try (Ricordo second = builder(journal).build()) {
      assertThat(second.statistics().recovered()).isEqualTo(600);
      for (int c = 0; c < 8; c++) {
        assertThat(full(second, CustomerId.of("c" + c)).answers()).isEqualTo(before.get(c));
      }
    }
  }

  @Test
  void startFromSnapshots_givesTheSameAnswersAsReplay() {
    Journal journal = Journal.inMemory();
    HeapSnapshots snapshots = new HeapSnapshots();
    try (Ricordo first = builder(journal).snapshots(snapshots).build()) {
      first.observeAll(traffic(2, 5, 400));
    }
    assertThat(snapshots.kept).hasSize(5);
    try (Ricordo replayed = builder(journal).build();
        Ricordo restored = builder(journal).snapshots(snapshots).build()) {
      for (int c = 0; c < 5; c++) {
        CustomerId customer = CustomerId.of("c" + c);
        assertThat(full(restored, customer)).isEqualTo(full(replayed, customer));
      }
    }
  }

  @Test
  void damagedOrForeignSnapshot_isFoldedAgain() {
    Journal journal = Journal.inMemory();
    HeapSnapshots snapshots = new HeapSnapshots();
    try (Ricordo first = builder(journal).snapshots(snapshots).build()) {
      first.observeAll(traffic(3, 1, 100));
    }
    CustomerId customer = CustomerId.of("c0");
    byte[] good = snapshots.find(customer).orElseThrow().bytes();
    try (Ricordo replayed = builder(journal).build()) {
      Ranking expected = full(replayed, customer);
      for (int damage = 0; damage < good.length; damage += 97) {
        byte[] bad = good.clone();
        bad[damage] ^= 0x10;
        snapshots.put(customer, new Snapshots.Snapshot(100, bad));
        assertThat(full(builder(journal).snapshots(snapshots).build(), customer))
            .as("byte %s", damage)
            .isEqualTo(expected);
      }
      snapshots.put(customer, new Snapshots.Snapshot(100, new byte[0]));
      assertThat(full(builder(journal).snapshots(snapshots).build(), customer)).isEqualTo(expected);
    }
  }

  @Test
  void fewHotMemories_changeNoAnswer() {
    List<Event> traffic = traffic(4, 300, 900);
    try (Ricordo roomy = builder(Journal.inMemory()).build();
        Ricordo tight = builder(Journal.inMemory()).hotBytes(1).build()) {
      traffic.forEach(roomy::observe);
      traffic.forEach(tight::observe);
      assertThat(tight.statistics().hotMemories()).isLessThanOrEqualTo(64);
      for (int c = 0; c < 300; c++) {
        CustomerId customer = CustomerId.of("c" + c);
        assertThat(full(tight, customer)).isEqualTo(full(roomy, customer));
      }
    }
  }

  @Test
  void forgottenCustomer_leavesTheWorldAsIfNeverSeen() {
    for (int seed = 0; seed < 30; seed++) {
      List<Event> traffic = traffic(seed, 6, 300);
      CustomerId subject = CustomerId.of("c0");
      try (Ricordo forgot = builder(Journal.inMemory()).build();
          Ricordo neverSaw = builder(Journal.inMemory()).build()) {
        forgot.observeAll(traffic.subList(0, 200));
        Erasure erasure = forgot.forget(subject);
        assertThat(erasure.events()).isPositive();
        forgot.observeAll(traffic.subList(200, 300).stream().filter(not(subject)).toList());
        neverSaw.observeAll(traffic.stream().filter(not(subject)).toList());
        for (int c = 0; c < 6; c++) {
          CustomerId customer = CustomerId.of("c" + c);
          assertThat(full(forgot, customer))
              .as("seed %s", seed)
              .isEqualTo(full(neverSaw, customer));
        }
        assertThat(forgot.statistics().collectiveCells())
            .isEqualTo(neverSaw.statistics().collectiveCells());
        assertThat(forgot.inspect(subject).events()).isEmpty();
      }
    }
  }

  private static java.util.function.Predicate<Event> not(CustomerId customer) {
    return event -> !event.customer().equals(customer);
  }

  @Test
  void lateDelivery_doesNotBringAForgottenCustomerBack() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      Event late = view(ANNA, 7, 1);
      ricordo.observe(view(ANNA, 3, 0));
      ricordo.forget(ANNA);
      assertThat(ricordo.observe(late))
          .isEqualTo(new Observation.Withheld(Observation.Reason.FORGOTTEN));
      assertThat(ricordo.inspect(ANNA).events()).isEmpty();
      Event fresh = Event.viewed(ANNA, ItemId.of("i7"), NOW.plusSeconds(1));
      assertThat(ricordo.observe(fresh)).isInstanceOf(Observation.Learned.class);
    }
  }

  @Test
  void forgettingAnUnknownCustomer_changesNothing() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      ricordo.observe(view(BEN, 3, 0));
      Ranking before = full(ricordo, BEN);
      assertThat(ricordo.forget(ANNA).events()).isZero();
      assertThat(full(ricordo, BEN)).isEqualTo(before);
    }
  }

  @Test
  void namedCause_isTheWorldWithoutTheEvent() {
    List<Event> own = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      own.add(view(ANNA, (i * 7) % 20, i));
    }
    List<Event> others = traffic(6, 5, 200);
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      ricordo.observeAll(others);
      ricordo.observeAll(own);
      Ranking ranking = ricordo.recommend(ANNA, HOME, 5);
      ItemId item = ranking.items().get(0);
      Because because = ricordo.because(ranking, item);
      assertThat(because.score()).isEqualTo(ranking.answers().get(0).score());
      assertThat(because.causes()).hasSize(12);
      assertThat(because.causes().get(0).scoreWithout())
          .as("without what raised it most it is less likely")
          .isLessThan(because.score());
      for (Because.Cause cause : because.causes()) {
        List<Event> without = new ArrayList<>(own);
        assertThat(without.remove((int) cause.position() - 1)).isEqualTo(cause.event());
        try (Ricordo other = builder(Journal.inMemory()).build()) {
          other.observeAll(others);
          other.observeAll(without);
          Ranking.Answer answer = full(other, ANNA).find(item).orElseThrow();
          assertThat(cause.scoreWithout()).isEqualTo(answer.score());
          assertThat(cause.rankWithout()).isEqualTo(answer.rank());
          assertThat(cause.effectTotal()).isCloseTo(because.score() - answer.score(), within(1e-9));
        }
      }
    }
  }

  @Test
  void explaining_changesNothing() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      ricordo.observeAll(traffic(8, 3, 100));
      CustomerId customer = CustomerId.of("c1");
      Ranking before = full(ricordo, customer);
      ricordo.because(before, before.items().get(0));
      assertThat(full(ricordo, customer)).isEqualTo(before);
    }
  }

  @Test
  void failingJournal_leavesEverythingAsItWas() {
    BreakableJournal journal = new BreakableJournal();
    try (Ricordo ricordo = builder(journal).build()) {
      ricordo.observe(view(ANNA, 3, 0));
      Ranking before = full(ricordo, ANNA);
      journal.broken = true;
      assertThatThrownBy(() -> ricordo.observe(view(ANNA, 4, 1)))
          .isInstanceOf(RicordoException.class);
      assertThat(full(ricordo, ANNA)).isEqualTo(before);
      journal.broken = false;
      assertThat(ricordo.observe(view(ANNA, 4, 1)))
          .isInstanceOfSatisfying(
              Observation.Learned.class, l -> assertThat(l.position()).isEqualTo(2));
    }
  }

  @Test
  void failingSnapshots_costReplayAndNothingElse() {
    Journal journal = Journal.inMemory();
    Snapshots full = new FullDisk();
    try (Ricordo ricordo = builder(journal).snapshots(full).hotBytes(1).build();
        Ricordo expected = builder(Journal.inMemory()).build()) {
      List<Event> traffic = traffic(13, 3, 300);
      traffic.forEach(ricordo::observe);
      expected.observeAll(traffic);
      for (int c = 0; c < 3; c++) {
        CustomerId customer = CustomerId.of("c" + c);
        assertThat(full(ricordo, customer)).isEqualTo(full(expected, customer));
      }
    }
  }

  @Test
  void entriesByAnotherProcess_areFoldedBeforeOurs() {
    Journal journal = Journal.inMemory();
    try (Ricordo ricordo = builder(journal).build()) {
      ricordo.observe(view(ANNA, 3, 0));
      journal.append(List.of(view(ANNA, 4, 1)));
      ricordo.observe(view(ANNA, 5, 2));
      try (Ricordo fresh = builder(journal).build()) {
        assertThat(full(ricordo, ANNA)).isEqualTo(full(fresh, ANNA));
        assertThat(full(ricordo, ANNA).position()).isEqualTo(3);
        assertThat(ricordo.statistics().collectiveCells())
            .isEqualTo(fresh.statistics().collectiveCells());
      }
    }
  }

  @Test
  void erasureByAnotherProcess_isNoticed() {
    BreakableJournal journal = new BreakableJournal();
    try (Ricordo ricordo = builder(journal).build()) {
      ricordo.observeAll(traffic(9, 4, 100));
      journal.erase(CustomerId.of("c2"), NOW);
      assertThat(journal.listener)
          .isNotNull()
          .satisfies(told -> told.accept(CustomerId.of("c2")::equals));
      try (Ricordo fresh = builder(journal).build()) {
        for (int c = 0; c < 4; c++) {
          CustomerId customer = CustomerId.of("c" + c);
          Ranking expected = full(fresh, customer);
          Eventually.holds(() -> assertThat(full(ricordo, customer)).isEqualTo(expected));
        }
      }
    }
  }

  @Test
  void customersSideBySide_giveTheSameSumsAsOneAfterTheOther() throws Exception {
    List<Event> traffic = traffic(10, 16, 2000);
    try (Ricordo serial = builder(Journal.inMemory()).build();
        Ricordo parallel = builder(Journal.inMemory()).build()) {
      serial.observeAll(traffic);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<?>> running = new ArrayList<>();
      for (int c = 0; c < 16; c++) {
        CustomerId customer = CustomerId.of("c" + c);
        List<Event> own =
            traffic.stream().filter(event -> event.customer().equals(customer)).toList();
        running.add(threads.submit(() -> own.forEach(parallel::observe)));
      }
      for (Future<?> future : running) {
        future.get();
      }
      threads.shutdown();
      for (int c = 0; c < 16; c++) {
        CustomerId customer = CustomerId.of("c" + c);
        assertThat(full(parallel, customer)).isEqualTo(full(serial, customer));
      }
    }
  }

  @Test
  void writesSwitchedOff_keepTheEventsAndTheColdAnswer() {
    try (Ricordo ricordo =
        builder(Journal.inMemory()).memoryWrites(false).collectiveWrites(false).build()) {
      List<Ranking.Answer> cold = full(ricordo, ANNA).answers();
      ricordo.observe(view(ANNA, 3, 0));
      ricordo.observe(view(BEN, 3, 0));
      ricordo.observe(view(BEN, 4, 1));
      assertThat(full(ricordo, ANNA).answers()).isEqualTo(cold);
      assertThat(ricordo.inspect(ANNA).events()).hasSize(1);
    }
  }

  @Test
  void inspection_showsEventsLevelsAndContribution() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      ricordo.observe(view(ANNA, 3, 0));
      ricordo.observe(view(ANNA, 4, 1));
      Inspection inspection = ricordo.inspect(ANNA);
      assertThat(inspection.events()).extracting(JournalEntry::position).containsExactly(1L, 2L);
      assertThat(inspection.working().steps()).isEqualTo(2);
      assertThat(inspection.working().strength()).hasSize(4).allMatch(s -> s > 0);
      assertThat(inspection.continuum())
          .extracting(Inspection.Slower::name, Inspection.Slower::changes)
          .containsExactly(tuple("L1", 0L), tuple("L2", 0L));
      assertThat(inspection.collective().strongest())
          .containsExactly(new Inspection.Transition(ItemId.of("i3"), ItemId.of("i4"), 1));
    }
  }

  @Test
  void levels_areListedFastestFirst() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      assertThat(ricordo.levels())
          .extracting(Level::name, Level::owner, Level::cadence)
          .containsExactly(
              tuple("L0", "customer", "each event"),
              tuple("L1", "customer", "every 4 own events"),
              tuple("L2", "customer", "every 32 own events"),
              tuple("L3", "tenant", "each event"),
              tuple("L4", "tenant", "release"));
      long own = ricordo.levels().subList(0, 3).stream().mapToLong(Level::bytes).sum();
      assertThat(own).isLessThanOrEqualTo(16 * 1024);
    }
  }

  @Test
  void levelsOfACustomer_sayWhenTheyLastChanged() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      for (int i = 0; i < 9; i++) {
        ricordo.observe(view(ANNA, i, i));
      }
      // The start event and three more, then four and four.
      assertThat(ricordo.levels(ANNA))
          .extracting(level -> level.lastUpdate().orElse(Instant.MIN))
          .startsWith(view(ANNA, 8, 8).at(), view(ANNA, 6, 6).at(), Instant.MIN)
          .endsWith(Instant.MIN);
      assertThat(ricordo.levels(ANNA).get(3).lastUpdate()).isPresent();
      assertThat(ricordo.levels(BEN).subList(0, 3)).allMatch(level -> level.lastUpdate().isEmpty());
    }
  }

  @Test
  void slowerLevel_changesAtItsCadenceOnly() {
    try (Ricordo ricordo = builder(Journal.inMemory()).build()) {
      List<Double> strengths = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        ricordo.observe(view(ANNA, i, i));
        strengths.add(ricordo.inspect(ANNA).continuum().get(0).strength());
      }
      assertThat(strengths.subList(0, 2)).containsOnly(0.0);
      assertThat(strengths.get(2)).isPositive().isEqualTo(strengths.get(5));
      assertThat(strengths.get(6)).isNotEqualTo(strengths.get(5)).isEqualTo(strengths.get(8));
    }
  }

  /** Snapshots on the heap. */
  private static final class HeapSnapshots implements Snapshots {
    final Map<CustomerId, Snapshot> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.ofNullable(kept.get(customer));
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      kept.put(customer, snapshot);
    }
  }

  /** Snapshots that can never be written. */
  private static final class FullDisk implements Snapshots {
    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      throw new RicordoException("snapshots: no space left on device");
    }
  }

  /** A journal on the heap whose store can go away. */
  private static final class BreakableJournal extends ForwardingJournal {
    boolean broken;
    @Nullable Consumer<Predicate<CustomerId>> listener;

    BreakableJournal() {
      super(Journal.inMemory());
    }

    @Override
    public List<Appended> append(List<Event> events) {
      if (broken) {
        throw new RicordoException("journal: the store is away");
      }
      return super.append(events);
    }

    @Override
    public void onForeignChange(Consumer<Predicate<CustomerId>> newListener) {
      listener = newListener;
    }
  }
}
