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
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeTest {

  private static final int ITEMS = 12;
  private static final int CUSTOMERS = 6;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final CustomerId VISITOR = CustomerId.of("visitor");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");

  private final Base base =
      RandomBases.create(
          3,
          ITEMS,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 32))),
          new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true)));

  private Ricordo over(Journal journal) {
    return Ricordo.builder()
        .base(base)
        .journal(journal)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  private static Event view(CustomerId customer, int item, int minute) {
    return Event.viewed(customer, ItemId.of("i" + item), NOW.minusSeconds(86_400 - minute * 60L))
        .withId(EventId.of(minute + " " + item));
  }

  /**
   * Everything that can be asked: what is remembered, what is shared, what is answered. Without the
   * places in the order of acceptance, in which a merge has a place too.
   */
  private static List<Object> everything(Ricordo ricordo, List<CustomerId> customers) {
    List<Object> all = new ArrayList<>();
    for (CustomerId customer : customers) {
      Inspection remembered = ricordo.inspect(customer);
      all.add(remembered.events().stream().map(JournalEntry::event).toList());
      all.add(remembered.working());
      all.add(remembered.continuum());
      all.add(remembered.collective());
      all.add(ricordo.recommend(customer, HOME, ITEMS));
    }
    all.add(ricordo.statistics().collectiveCells());
    return all;
  }

  /** The visitor looks around, Anna comes back and logs in. */
  private static void eveningBeforeLogin(Ricordo ricordo) {
    ricordo.observe(view(VISITOR, 1, 0));
    ricordo.observe(view(ANNA, 2, 1));
    ricordo.observe(view(VISITOR, 3, 2));
    ricordo.observe(view(BEN, 4, 3));
    ricordo.observe(view(ANNA, 5, 4));
  }

  @Test
  void mergedVisitor_isTheKnownCustomer_whoRemembersBothInOrderOfAcceptance() {
    try (Ricordo ricordo = over(Journal.inMemory())) {
      eveningBeforeLogin(ricordo);
      assertThat(ricordo.merge(VISITOR, ANNA)).isTrue();

      assertThat(ricordo.inspect(ANNA).events())
          .extracting(entry -> entry.event().item().value())
          .containsExactly("i1", "i2", "i3", "i5");
      assertThat(ricordo.inspect(VISITOR)).isEqualTo(ricordo.inspect(ANNA));
      assertThat(ricordo.recommend(VISITOR, HOME, ITEMS).answers())
          .isEqualTo(ricordo.recommend(ANNA, HOME, ITEMS).answers());
    }
  }

  @Test
  void everyoneWhoIsOne_isKnownUnderEachName_andAfterARestart() {
    CustomerId phone = CustomerId.of("phone");
    Journal journal = Journal.inMemory();
    try (Ricordo ricordo = over(journal)) {
      eveningBeforeLogin(ricordo);
      ricordo.merge(phone, VISITOR);
      ricordo.merge(VISITOR, ANNA);
      for (CustomerId one : List.of(phone, VISITOR, ANNA)) {
        assertThat(ricordo.oneWith(one)).containsExactlyInAnyOrder(phone, VISITOR, ANNA);
      }
      assertThat(ricordo.oneWith(BEN)).containsExactly(BEN);
    }
    try (Ricordo ricordo = over(journal)) {
      assertThat(ricordo.oneWith(phone)).containsExactlyInAnyOrder(phone, VISITOR, ANNA);
      ricordo.unmerge(VISITOR);
      assertThat(ricordo.oneWith(ANNA)).containsExactly(ANNA);
      assertThat(ricordo.oneWith(VISITOR)).containsExactlyInAnyOrder(phone, VISITOR);
      ricordo.forget(phone);
      assertThat(ricordo.oneWith(VISITOR)).containsExactly(VISITOR);
    }
  }

  @Test
  void afterTheMerge_everythingIsAsIfOneCustomerHadDoneAll() {
    try (Ricordo merged = over(Journal.inMemory());
        Ricordo alone = over(Journal.inMemory())) {
      eveningBeforeLogin(merged);
      merged.merge(VISITOR, ANNA);
      merged.observe(view(VISITOR, 6, 5));
      merged.observe(view(ANNA, 7, 6));

      alone.observe(view(ANNA, 1, 0));
      alone.observe(view(ANNA, 2, 1));
      alone.observe(view(ANNA, 3, 2));
      alone.observe(view(BEN, 4, 3));
      alone.observe(view(ANNA, 5, 4));
      alone.observe(view(ANNA, 6, 5));
      alone.observe(view(ANNA, 7, 6));

      assertThat(merged.recommend(ANNA, HOME, ITEMS)).isEqualTo(alone.recommend(ANNA, HOME, ITEMS));
      assertThat(merged.recommend(BEN, HOME, ITEMS)).isEqualTo(alone.recommend(BEN, HOME, ITEMS));
      assertThat(merged.inspect(ANNA).working()).isEqualTo(alone.inspect(ANNA).working());
      assertThat(merged.inspect(ANNA).collective()).isEqualTo(alone.inspect(ANNA).collective());
    }
  }

  @Test
  void undoneMerge_leavesNoTrace() {
    try (Ricordo undone = over(Journal.inMemory());
        Ricordo never = over(Journal.inMemory())) {
      eveningBeforeLogin(undone);
      undone.merge(VISITOR, ANNA);
      undone.observe(view(VISITOR, 6, 5));
      assertThat(undone.unmerge(VISITOR)).isTrue();
      eveningBeforeLogin(never);
      never.observe(view(VISITOR, 6, 5));

      List<CustomerId> all = List.of(VISITOR, ANNA, BEN);
      assertThat(everything(undone, all)).isEqualTo(everything(never, all));
    }
  }

  @Test
  void forgettingEither_forgetsBoth() {
    for (CustomerId asked : List.of(VISITOR, ANNA)) {
      try (Ricordo forgotten = over(Journal.inMemory());
          Ricordo never = over(Journal.inMemory())) {
        eveningBeforeLogin(forgotten);
        forgotten.merge(VISITOR, ANNA);
        assertThat(forgotten.forget(asked).events()).isEqualTo(4);
        never.observe(view(BEN, 4, 3));

        assertThat(forgotten.inspect(VISITOR).events()).isEmpty();
        assertThat(forgotten.inspect(ANNA).events()).isEmpty();
        assertThat(forgotten.recommend(BEN, HOME, ITEMS).answers())
            .isEqualTo(never.recommend(BEN, HOME, ITEMS).answers());
        assertThat(forgotten.statistics().collectiveCells())
            .isEqualTo(never.statistics().collectiveCells());
        Observation late = forgotten.observe(view(VISITOR, 3, 2));
        assertThat(late).isEqualTo(new Observation.Withheld(Observation.Reason.FORGOTTEN));
        assertThat(forgotten.unmerge(VISITOR)).isFalse();
      }
    }
  }

  @Test
  void secondMerge_changesNothing_andAnotherOwnerIsRefusedWithoutNamingAnyone() {
    try (Ricordo ricordo = over(Journal.inMemory())) {
      eveningBeforeLogin(ricordo);
      assertThat(ricordo.unmerge(VISITOR)).isFalse();
      assertThat(ricordo.merge(ANNA, ANNA)).isFalse();
      assertThat(ricordo.merge(VISITOR, ANNA)).isTrue();
      List<Object> before = everything(ricordo, List.of(VISITOR, ANNA, BEN));

      assertThat(ricordo.merge(VISITOR, ANNA)).isFalse();
      assertThat(ricordo.merge(ANNA, VISITOR)).isFalse();
      assertThatThrownBy(() -> ricordo.merge(VISITOR, BEN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("visitor: ")
          .hasMessageNotContaining("anna")
          .hasMessageNotContaining("ben");
      assertThat(everything(ricordo, List.of(VISITOR, ANNA, BEN))).isEqualTo(before);
    }
  }

  @Test
  void visitorWithoutEvents_canBeMerged_andLearnsForTheOwner() {
    try (Ricordo ricordo = over(Journal.inMemory())) {
      assertThat(ricordo.merge(VISITOR, ANNA)).isTrue();
      ricordo.observe(view(VISITOR, 1, 0));
      assertThat(ricordo.inspect(ANNA).events()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyInterleavingOfEventsMergesAndErasures_isWhatTheJournalSays(long seed) {
    Random random = new Random(seed);
    Journal journal = Journal.inMemory();
    List<CustomerId> all =
        IntStream.range(0, CUSTOMERS).mapToObj(c -> CustomerId.of("c" + c)).toList();
    try (Ricordo ricordo = over(journal)) {
      for (int i = 0; i < 120; i++) {
        act(ricordo, all, i, random);
      }
      try (Ricordo fresh = over(journal)) {
        assertThat(everything(ricordo, all)).as("seed %d", seed).isEqualTo(everything(fresh, all));
      }
      for (CustomerId customer : all) {
        assertThat(journal.read(customer, 1))
            .extracting(JournalEntry::position)
            .isSorted()
            .doesNotHaveDuplicates();
      }
    }
  }

  private static void act(Ricordo ricordo, List<CustomerId> all, int i, Random random) {
    CustomerId one = all.get(random.nextInt(CUSTOMERS));
    CustomerId other = all.get(random.nextInt(CUSTOMERS));
    switch (random.nextInt(10)) {
      case 0 -> mergeIfFree(ricordo, one, other);
      case 1 -> ricordo.unmerge(one);
      case 2 -> ricordo.recommend(one, HOME, 3);
      case 3 -> {
        if (random.nextInt(4) == 0) {
          ricordo.forget(one);
        }
      }
      default -> {
        EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
        ItemId item = ItemId.of("i" + random.nextInt(ITEMS));
        // Later than any erasure, so that the forgotten come back.
        ricordo.observe(
            Event.of(kind, one, item, NOW.plusSeconds(1 + i)).withId(EventId.of("e" + i)));
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
}
