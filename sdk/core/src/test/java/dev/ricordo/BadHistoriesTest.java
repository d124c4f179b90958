package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Customers whose histories look like none that anyone had in mind. */
class BadHistoriesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Slot HOME = Slot.of("home");
  private static final int TRAINED = 40;
  private static final int ITEMS = 60;

  private final Base base =
      RandomBases.create(
          5,
          TRAINED,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 32))),
          new Mix(Mix.Family.LOG, 2, 1, -3));
  private final Catalogue catalogue =
      Catalogue.of(IntStream.range(0, ITEMS).mapToObj(i -> Item.of(ItemId.of("i" + i))).toList());

  @Test
  void oneEvent_givesAWholeAnswer() {
    assertHealthy(1, i -> event(3, i));
  }

  @Test
  void hundredThousandEvents_areOneMemoryOfTheSameSize() {
    IntFunction<Event> history = i -> event((i * 7 + i / 100) % ITEMS, i);
    assertThat(assertHealthy(100_000, history)).isEqualTo(assertHealthy(1, history));
  }

  @Test
  void sameItemAgainAndAgain_givesAWholeAnswer() {
    assertHealthy(5_000, i -> event(3, i));
  }

  @Test
  void itemsTheBaseNeverSaw_giveAWholeAnswer() {
    assertHealthy(500, i -> event(TRAINED + i % (ITEMS - TRAINED), i));
  }

  @Test
  void eventsOfTheSameInstant_countInTheOrderOfTheJournal() {
    assertHealthy(500, i -> event(i % ITEMS, 0));
    List<Ranking.Answer> forwards = answers(20, i -> event(i, 0));
    List<Ranking.Answer> backwards = answers(20, i -> event(19 - i, 0));
    assertThat(backwards).isNotEqualTo(forwards);
  }

  @Test
  void kindsThatNobodyNamed_areLearnedAsUnknown() {
    assertHealthy(
        500,
        i ->
            Event.of(
                EventKind.UNKNOWN, ANNA, ItemId.of("i" + i % ITEMS), NOW.minusSeconds(600 - i)));
  }

  /**
   * All items are ranked, no score is out of range, and a restart changes nothing.
   *
   * @return the bytes that the memory takes
   */
  private long assertHealthy(int count, IntFunction<Event> history) {
    Journal journal = Journal.inMemory();
    Ranking before;
    long bytes;
    try (Ricordo ricordo = start(journal)) {
      observe(ricordo, count, history);
      before = ricordo.recommend(ANNA, HOME, ITEMS);
      assertThat(before.position()).isEqualTo(count);
      assertThat(before.answers())
          .hasSize(ITEMS)
          .allSatisfy(answer -> assertThat(answer.score()).isFinite());
      bytes = stateBytes(ricordo.inspect(ANNA));
    }
    try (Ricordo again = start(journal)) {
      assertThat(again.recommend(ANNA, HOME, ITEMS)).isEqualTo(before);
    }
    return bytes;
  }

  private List<Ranking.Answer> answers(int count, IntFunction<Event> history) {
    try (Ricordo ricordo = start(Journal.inMemory())) {
      observe(ricordo, count, history);
      return ricordo.recommend(ANNA, HOME, ITEMS).answers();
    }
  }

  private static long stateBytes(Inspection inspection) {
    return inspection.working().bytes()
        + inspection.continuum().stream().mapToLong(Inspection.Slower::bytes).sum();
  }

  private static void observe(Ricordo ricordo, int count, IntFunction<Event> history) {
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(history.apply(i));
      if (batch.size() == 1_000 || i == count - 1) {
        ricordo.observeAll(batch);
        batch.clear();
      }
    }
  }

  private Ricordo start(Journal journal) {
    return Ricordo.builder()
        .base(base)
        .catalogue(catalogue)
        .journal(journal)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  private static Event event(int item, int second) {
    return Event.viewed(ANNA, ItemId.of("i" + item), NOW.minusSeconds(200_000L - second));
  }
}
