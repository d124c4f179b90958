package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Gate;
import dev.ricordo.base.KindWeights;
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
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recovery, forgetting and explanation are exact under any rules of the collective level. */
class CollectiveRulesTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int ITEMS = 30;
  private static final int CUSTOMERS = 6;

  private static final Catalogue CATALOGUE =
      Catalogue.of(
          IntStream.range(0, ITEMS)
              .mapToObj(
                  i -> new Item(ItemId.of("i" + i), "", "c" + i % 4, "", OptionalDouble.empty()))
              .toList());

  private final MovingClock clock = new MovingClock();

  static List<CollectiveRules> rules() {
    CollectiveRules weighed =
        CollectiveRules.DEFAULT.withKinds(new KindWeights(1, 1, 3, 0, 5)).withCap(2);
    return List.of(
        CollectiveRules.DEFAULT,
        CollectiveRules.DEFAULT.withCap(1).withK(2),
        weighed.withK(3).withBackOff(new BackOff(0.5, 4)),
        weighed.withEpochs(1, 2).withK(2).withBackOff(new BackOff(0.5, 4)));
  }

  private Ricordo.Builder builder(CollectiveRules rules, Journal journal) {
    Mix plain = new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true));
    Gate gate = Gate.of(new Random(3).doubles(Gate.size(), -0.5, 0.5).toArray());
    Mix mix = rules.k() > 1 ? Mix.gated(gate, 0) : plain;
    Base base = RandomBases.create(17, ITEMS, Shape.DEFAULT, mix).withCollectiveRules(rules);
    return Ricordo.builder().base(base).catalogue(CATALOGUE).journal(journal).clock(clock);
  }

  /** Four days of events, ending now; some tell of a day or two before. */
  private List<Event> traffic(long seed, int events) {
    Random random = new Random(seed);
    List<Event> traffic = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      CustomerId customer = customer(random.nextInt(CUSTOMERS));
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      ItemId item = ItemId.of("i" + (int) (ITEMS * random.nextDouble() * random.nextDouble()));
      long before = 4 * 86_400L * (events - i) / events;
      long late = random.nextInt(6) == 0 ? random.nextInt(2 * 86_400) : 0;
      Instant at = clock.instant().minusSeconds(before + late);
      traffic.add(Event.of(kind, customer, item, at).withId(EventId.of(seed + ":" + i)));
    }
    return traffic;
  }

  private static CustomerId customer(int number) {
    return CustomerId.of("c" + number);
  }

  private static Ranking full(Ricordo ricordo, CustomerId customer) {
    return ricordo.recommend(customer, Slot.of("home"), ITEMS);
  }

  private static void assertSameAnswers(Ricordo a, Ricordo b, Object seed) {
    for (int c = 0; c < CUSTOMERS; c++) {
      assertThat(full(a, customer(c))).as("seed %s", seed).isEqualTo(full(b, customer(c)));
    }
    assertThat(a.statistics().collectiveCells()).isEqualTo(b.statistics().collectiveCells());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void forgottenCustomer_leavesTheWorldAsIfNeverSeen(CollectiveRules rules) {
    for (int seed = 0; seed < 10; seed++) {
      List<Event> traffic = traffic(seed, 240);
      CustomerId subject = customer(0);
      try (Ricordo forgot = builder(rules, Journal.inMemory()).build();
          Ricordo neverSaw = builder(rules, Journal.inMemory()).build()) {
        traffic.subList(0, 160).forEach(forgot::observe);
        forgot.forget(subject);
        List<Event> rest = traffic.stream().filter(e -> !e.customer().equals(subject)).toList();
        traffic.subList(160, 240).stream()
            .filter(event -> !event.customer().equals(subject))
            .forEach(forgot::observe);
        neverSaw.observeAll(rest);
        assertSameAnswers(forgot, neverSaw, seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void sharesFoldedFromTheJournal_goOnWhereTheLiveOnesWere(CollectiveRules rules) {
    Map<CustomerId, Snapshots.Snapshot> kept = new ConcurrentHashMap<>();
    Snapshots snapshots = snapshotsIn(kept);
    List<Event> traffic = traffic(2, 300);
    Journal journal = Journal.inMemory();
    try (Ricordo first = builder(rules, journal).snapshots(snapshots).build()) {
      first.observeAll(traffic.subList(0, 200));
    }
    assertThat(kept).hasSize(CUSTOMERS);
    try (Ricordo second = builder(rules, journal).snapshots(snapshots).build();
        Ricordo tight = builder(rules, Journal.inMemory()).hotBytes(1).build();
        Ricordo live = builder(rules, Journal.inMemory()).build()) {
      traffic.subList(200, 300).forEach(second::observe);
      traffic.forEach(tight::observe);
      traffic.forEach(live::observe);
      assertSameAnswers(second, live, "snapshots");
      assertSameAnswers(tight, live, "one memory a lane");
      try (Ricordo recovered = builder(rules, journal).build()) {
        assertSameAnswers(recovered, live, "recovered");
      }
    }
  }

  private static Snapshots snapshotsIn(Map<CustomerId, Snapshots.Snapshot> kept) {
    return new Snapshots() {
      @Override
      public Optional<Snapshot> find(CustomerId customer) {
        return Optional.ofNullable(kept.get(customer));
      }

      @Override
      public void put(CustomerId customer, Snapshot snapshot) {
        kept.put(customer, snapshot);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("rules")
  void namedCause_isTheWorldWithoutTheEvent(CollectiveRules rules) {
    List<Event> traffic = traffic(6, 150);
    CustomerId subject = customer(1);
    try (Ricordo ricordo = builder(rules, Journal.inMemory()).build()) {
      ricordo.observeAll(traffic);
      Ranking ranking = full(ricordo, subject);
      ItemId item = ranking.items().get(2);
      List<Because.Cause> causes = ricordo.because(ranking, item).causes();
      assertThat(causes).isNotEmpty();
      for (Because.Cause cause : causes) {
        try (Ricordo other = builder(rules, Journal.inMemory()).build()) {
          other.observeAll(traffic.stream().filter(e -> !e.equals(cause.event())).toList());
          Ranking.Answer answer = full(other, subject).find(item).orElseThrow();
          assertThat(cause.scoreWithout()).isCloseTo(answer.score(), within(1e-12));
          assertThat(cause.rankWithout()).isEqualTo(answer.rank());
        }
      }
    }
  }

  @Test
  void epochThatLeavesTheWindow_fallsSilentWithoutAnyEvent() {
    CollectiveRules rules = CollectiveRules.DEFAULT.withEpochs(7, 2);
    try (Ricordo ricordo = builder(rules, Journal.inMemory()).build()) {
      CustomerId anna = customer(0);
      ricordo.observe(Event.viewed(anna, ItemId.of("i1"), clock.instant()));
      ricordo.observe(Event.viewed(customer(1), ItemId.of("i1"), clock.instant()));
      ricordo.observe(Event.viewed(customer(1), ItemId.of("i2"), clock.instant()));
      assertThat(collective(ricordo, anna, "i2")).isPositive();
      clock.now = clock.now.plus(Duration.ofDays(14));
      assertThat(collective(ricordo, anna, "i2")).isZero();
      assertThat(ricordo.statistics().collectiveCells()).isZero();
      ricordo.forget(customer(1));
      assertThat(ricordo.statistics().collectiveCells()).isZero();
    }
  }

  @Test
  void clockThatJumpedAheadAndCameBack_leavesTheSumsAsTheyWere() {
    CollectiveRules rules = CollectiveRules.DEFAULT.withEpochs(7, 2);
    Journal journal = Journal.inMemory();
    try (Ricordo ricordo = builder(rules, journal).build()) {
      ricordo.observeAll(traffic(4, 150));
      clock.now = START.plus(Duration.ofDays(365));
      full(ricordo, customer(0));
      assertThat(ricordo.statistics().collectiveCells()).isZero();
      clock.now = START;
      requireAsAfterAFreshStart(ricordo, rules, journal);
    }
  }

  @Test
  void instanceThatStartedBeforeTheClockCameBack_countsWhatItShould() {
    CollectiveRules rules = CollectiveRules.DEFAULT.withEpochs(7, 2);
    Journal journal = Journal.inMemory();
    try (Ricordo before = builder(rules, journal).build()) {
      before.observeAll(traffic(4, 150));
    }
    clock.now = START.plus(Duration.ofDays(365));
    try (Ricordo ricordo = builder(rules, journal).build()) {
      clock.now = START;
      requireAsAfterAFreshStart(ricordo, rules, journal);
    }
  }

  private void requireAsAfterAFreshStart(Ricordo ricordo, CollectiveRules rules, Journal journal) {
    try (Ricordo fresh = builder(rules, journal).build()) {
      Eventually.holds(() -> assertSameAnswers(ricordo, fresh, "fresh"));
      assertThat(fresh.statistics().collectiveCells()).isPositive();
    }
  }

  private static double collective(Ricordo ricordo, CustomerId customer, String item) {
    return full(ricordo, customer).find(ItemId.of(item)).orElseThrow().levels().collective();
  }

  @Test
  void customerWhoRepeatsThemself_cannotMoveACellBeyondTheCap() {
    CollectiveRules rules = CollectiveRules.DEFAULT.withCap(2);
    try (Ricordo few = builder(rules, Journal.inMemory()).build();
        Ricordo many = builder(rules, Journal.inMemory()).build()) {
      for (int i = 0; i < 40; i++) {
        Event event =
            Event.viewed(customer(1), ItemId.of("i" + i % 2), START.minusSeconds(100 - i));
        many.observe(event);
        if (i < 8) {
          few.observe(event);
        }
      }
      for (Ricordo ricordo : List.of(few, many)) {
        ricordo.observe(Event.viewed(customer(0), ItemId.of("i0"), START));
      }
      assertThat(collective(many, customer(0), "i1"))
          .isPositive()
          .isEqualTo(collective(few, customer(0), "i1"));
    }
  }

  /** Stands still until moved. */
  private static final class MovingClock extends Clock {
    Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
