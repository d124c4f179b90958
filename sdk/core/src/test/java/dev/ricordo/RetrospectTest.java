package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.Retrospect.CategoryShare;
import dev.ricordo.Retrospect.Cause;
import dev.ricordo.Retrospect.Course;
import dev.ricordo.Retrospect.Ground;
import dev.ricordo.Retrospect.ItemShare;
import dev.ricordo.Retrospect.Moment;
import dev.ricordo.Retrospect.Point;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.rank.CatalogueScorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looking back on how a memory came to be. */
class RetrospectTest {

  private static final int ITEMS = 30;
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Base BASE =
      RandomBases.create(
          7,
          ITEMS,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 16))),
          new Mix(Mix.Family.LOG, 2, 1, 0));

  private static Ricordo ricordo() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String category = i % 2 == 0 ? "all|even" : "all|odd";
      items.add(new Item(ItemId.of("i" + i), "", category, "", OptionalDouble.empty()));
    }
    return Ricordo.builder().base(BASE).catalogue(Catalogue.of(items)).build();
  }

  private static List<Event> views(int count) {
    return IntStream.range(0, count).mapToObj(RetrospectTest::view).toList();
  }

  private static Event view(int number) {
    ItemId item = ItemId.of("i" + number * 7 % ITEMS);
    return Event.viewed(ANNA, item, START.plusSeconds(60L * number));
  }

  private static Retrospect after(List<Event> events) {
    try (Ricordo ricordo = ricordo()) {
      ricordo.observeAll(events);
      return ricordo.retrospect(ANNA, looked -> {});
    }
  }

  @Test
  void stranger_hasNoCourse_andPointsWhereEverybodyStarts() {
    Retrospect nobody = after(List.of());

    assertThat(nobody.events()).isZero();
    assertThat(nobody.tried()).isZero();
    assertThat(nobody.levels()).extracting(Course::name).containsExactly("L0", "L1", "L2");
    for (Course course : nobody.levels()) {
      assertThat(course.strength())
          .extracting(Point::event, Point::strength)
          .containsExactly(tuple(0L, 0.0));
      assertThat(course.changes()).isZero();
      assertThat(course.moments()).hasSize(1);
    }
    assertThat(nobody.grounds()).hasSize(Retrospect.ITEMS).allMatch(g -> g.causes().isEmpty());
  }

  @Test
  void pointsAndMoments_ofAShortJournal_areAllItsEvents() {
    Course working = after(views(3)).levels().get(0);

    assertThat(working.strength()).extracting(Point::event).containsExactly(0L, 1L, 2L, 3L);
    assertThat(working.moments()).extracting(Moment::event).containsExactly(0L, 1L, 2L, 3L);
    assertThat(working.strength().get(3).at()).contains(START.plusSeconds(120));
    assertThat(working.strength().subList(1, 4)).allMatch(point -> point.strength() > 0);
  }

  @Test
  void lastMoment_isWhatAnInspectionShows() {
    try (Ricordo ricordo = ricordo()) {
      ricordo.observeAll(views(40));
      Retrospect back = ricordo.retrospect(ANNA, looked -> {});
      List<Moment> moments = back.levels().get(0).moments();
      Inspection now = ricordo.inspect(ANNA);

      assertThat(moments.get(moments.size() - 1).items())
          .extracting(ItemShare::item)
          .containsExactlyElementsOf(now.working().pointsTo());
      assertThat(back.grounds())
          .extracting(Ground::item)
          .containsExactlyElementsOf(now.working().pointsTo());
      assertThat(back.levels().get(1).changes()).isEqualTo(now.continuum().get(0).changes());
    }
  }

  @Test
  void slowerLevels_changeAtTheirCadence_andNothingMovesBetween() {
    Course episode = after(views(14)).levels().get(1);

    assertThat(episode.cadence()).isEqualTo(4);
    assertThat(episode.changes()).isEqualTo(3);
    assertThat(episode.consolidations()).extracting(Point::event).containsExactly(3L, 7L, 11L);
    List<Double> strengths = episode.strength().stream().map(Point::strength).toList();
    assertThat(strengths.subList(0, 3)).containsOnly(0.0);
    assertThat(strengths.get(3)).isPositive().isEqualTo(strengths.get(6));
    assertThat(strengths.get(7)).isNotEqualTo(strengths.get(6)).isEqualTo(strengths.get(10));
  }

  @Test
  void slowerLevel_raisesNothing_beforeItChanged_andSharesItMovesAddUpToNothing() {
    List<Moment> moments = after(views(14)).levels().get(1).moments();

    assertThat(moments.get(1).event()).isEqualTo(3);
    assertThat(moments.subList(0, 2)).allMatch(moment -> moment.items().isEmpty());
    Moment last = moments.get(moments.size() - 1);
    assertThat(last.items()).isNotEmpty().allMatch(item -> item.share() > 0);
    assertThat(sum(last)).isCloseTo(0, within(1e-6));
  }

  @Test
  void categories_areThoseThatTellItemsApart_withProbabilitiesOfTheirItems() {
    for (Moment moment : after(views(20)).levels().get(0).moments()) {
      assertThat(moment.categories())
          .extracting(CategoryShare::category)
          .containsExactlyInAnyOrder("even", "odd");
      assertThat(sum(moment)).isCloseTo(1, within(1e-6));
    }
  }

  private static double sum(Moment moment) {
    return moment.categories().stream().mapToDouble(CategoryShare::share).sum();
  }

  @Test
  void namedCause_isTheWorldWithoutTheEvent() {
    List<Event> events = views(25);
    Retrospect back = after(events);

    assertThat(back.tried()).isEqualTo(25);
    assertThat(back.grounds()).flatExtracting(Ground::causes).hasSizeGreaterThan(10);
    for (Ground ground : back.grounds()) {
      assertThat(ground.share()).isEqualTo(share(ground.item(), events));
      double before = 0;
      for (Cause cause : ground.causes()) {
        List<Event> without = new ArrayList<>(events);
        assertThat(without.remove((int) cause.number() - 1)).isEqualTo(cause.event());
        assertThat(cause.shareWithout())
            .isEqualTo(share(ground.item(), without))
            .isLessThanOrEqualTo(ground.share() * (1 - Retrospect.NOTEWORTHY))
            .isGreaterThanOrEqualTo(before);
        before = cause.shareWithout();
      }
    }
  }

  /** By the kernel alone. */
  private static double share(ItemId item, List<Event> events) {
    SelfModifyingMemory kernel = new SelfModifyingMemory(BASE);
    MemoryState memory = kernel.initial();
    for (Event event : events) {
      kernel.step(memory, BASE.row(event.item()), event.kind(), event.at().getEpochSecond());
    }
    List<ItemId> items = IntStream.range(0, ITEMS).mapToObj(i -> ItemId.of("i" + i)).toList();
    CatalogueScorer scorer = new CatalogueScorer(ItemEmbeddings.of(BASE), items);
    return scorer.probabilities(memory.context())[items.indexOf(item)];
  }

  @Test
  void longJournal_isLookedAtNowAndThen_andTheLatestEventsAreTakenOut() {
    int events = 10_000;
    LongAdder looks = new LongAdder();
    try (Ricordo ricordo = ricordo()) {
      ricordo.observeAll(views(events));
      Retrospect back = ricordo.retrospect(ANNA, looked -> looks.increment());

      assertThat(looks.sum()).isEqualTo(events + Retrospect.TRIED);
      assertThat(back.tried()).isEqualTo(Retrospect.TRIED);
      Course episode = back.levels().get(1);
      assertThat(episode.strength().size())
          .isBetween(Retrospect.POINTS, Retrospect.POINTS + Retrospect.MOMENTS);
      assertThat(episode.strength()).extracting(Point::event).startsWith(0L, 50L).contains(1667L);
      assertThat(episode.moments()).hasSize(Retrospect.MOMENTS + 1);
      assertThat(episode.consolidations()).hasSize(Retrospect.CONSOLIDATIONS);
      assertThat(episode.consolidations().get(Retrospect.CONSOLIDATIONS - 1).event())
          .isEqualTo(9_999);
      assertThat(back.grounds())
          .flatExtracting(Ground::causes)
          .allMatch(cause -> cause.number() > events - Retrospect.TRIED);
    }
  }
}
