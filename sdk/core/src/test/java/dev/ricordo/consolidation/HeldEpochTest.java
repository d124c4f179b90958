package dev.ricordo.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A gate holds an epoch, and judges it otherwise once somebody was forgotten. */
class HeldEpochTest {

  private static final int ITEMS = 30;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Lets everything pass; three customers are enough. */
  private static final GateRules GENTLE =
      new GateRules(3, 100, 1_000, 100, 1_000, 100, 100, 100, 100, 40, 1, 100);

  private final Base base =
      RandomBases.create(5, ITEMS).withCollectiveRules(CollectiveRules.DEFAULT.withCap(1));
  private int events;

  /** Items 0 to 9 are of brand and category 0, 10 to 19 of 1, 20 to 29 of 2. */
  private static Catalogue catalogue() {
    return Catalogue.of(IntStream.range(0, ITEMS).mapToObj(HeldEpochTest::item).toList());
  }

  private static Item item(int number) {
    int shelf = number / 10;
    return new Item(
        ItemId.of("i" + number),
        "",
        "category " + shelf + "|more",
        "brand " + shelf,
        OptionalDouble.empty());
  }

  private Ricordo by(GateRules gates) {
    return Ricordo.builder()
        .base(base)
        .catalogue(catalogue())
        .journal(Journal.inMemory())
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .consolidation(ConsolidationRules.DEFAULT.withGates(gates))
        .build();
  }

  private static CustomerId customer(String name) {
    return CustomerId.of(name);
  }

  /** Views, a minute after each other. */
  private void walk(Ricordo ricordo, String customer, int... items) {
    walk(ricordo, 60, customer, items);
  }

  private void walk(Ricordo ricordo, int seconds, String customer, int... items) {
    Instant start = NOW.minusSeconds(100_000);
    for (int i = 0; i < items.length; i++) {
      Instant at = start.plusSeconds((long) seconds * i);
      ricordo.observe(
          Event.viewed(customer(customer), ItemId.of("i" + items[i]), at)
              .withId(EventId.of("e" + events++)));
    }
  }

  private static int[] times(int count, int item, int other) {
    return IntStream.range(0, count).map(i -> i % 2 == 0 ? item : other).toArray();
  }

  private static Epoch close(Ricordo ricordo) {
    return ricordo.consolidation().close().orElseThrow();
  }

  private static Epoch last(Ricordo ricordo) {
    List<Epoch> epochs = ricordo.consolidation().epochs();
    return epochs.get(epochs.size() - 1);
  }

  private static List<String> failed(Epoch epoch) {
    return epoch.findings().stream().filter(f -> !f.passed()).map(Finding::gate).toList();
  }

  private static void assertHeldBy(String gate, Epoch epoch) {
    assertThat(failed(epoch)).containsExactly(gate);
    assertThat(epoch.verdict()).isEqualTo(Verdict.HELD);
  }

  private static void assertPromotedWithout(Ricordo ricordo, String gate, String... customers) {
    for (String customer : customers) {
      ricordo.forget(customer(customer));
    }
    ricordo.consolidation().examine();
    assertThat(failed(last(ricordo))).isEmpty();
    assertThat(last(ricordo).verdict()).isEqualTo(Verdict.PROMOTED);
    AuditorReport.found(
        "Does the gate \"" + gate + "\" hold an epoch, and only as long as it counts who made it?",
        "yes: promoted once they were forgotten");
  }

  private static void assertHeldWithout(Ricordo ricordo, String gate, String customer) {
    assertThat(last(ricordo).verdict()).isEqualTo(Verdict.PROMOTED);
    ricordo.forget(customer(customer));
    ricordo.consolidation().examine();
    assertHeldBy(gate, last(ricordo));
    AuditorReport.found(
        "Does what passed the gate \"" + gate + "\" only with somebody stay without them?",
        "no: held");
  }

  /** Three customers look at three items of the first shelf. */
  private void visit(Ricordo ricordo) {
    List.of("ann", "ben", "cleo").forEach(customer -> walk(ricordo, customer, 1, 2, 3));
  }

  @Test
  void floodedEpoch_isHeld_andNotOnceTheFloodIsForgotten() {
    Ricordo ricordo = by(GENTLE.with("floodEvents", 10).with("floodShare", 50));
    visit(ricordo);
    walk(ricordo, "flood", times(11, 1, 2));
    Epoch held = close(ricordo);
    assertThat(held.figures().orElseThrow().floods()).isEqualTo(11);
    assertHeldBy("floods", held);
    assertPromotedWithout(ricordo, "floods", "flood");
  }

  @Test
  void customerWithAsManyEventsAsAFloodMayHave_isNone() {
    Ricordo ricordo = by(GENTLE.with("floodEvents", 10).with("floodShare", 0));
    visit(ricordo);
    walk(ricordo, "ann", times(7, 1, 2));
    assertThat(close(ricordo).figures().orElseThrow().floods()).isZero();
  }

  @Test
  void epochThatPassedOnlyBesideWhatSomebodyAdded_isAFlooded_withoutThem() {
    Ricordo ricordo = by(GENTLE.with("floodEvents", 10).with("floodShare", 50));
    visit(ricordo);
    walk(ricordo, "dan", times(9, 4, 5));
    walk(ricordo, "flood", times(12, 1, 2));
    close(ricordo);
    assertHeldWithout(ricordo, "floods", "dan");
  }

  @Test
  void hastyEpoch_isHeld_andNotOnceWhoClickedSoFastIsForgotten() {
    Ricordo ricordo = by(GENTLE.with("hasteViews", 3).with("hasteShare", 40));
    visit(ricordo);
    walk(ricordo, 1, "robot", times(13, 1, 2));
    Epoch held = close(ricordo);
    assertThat(held.figures().orElseThrow().haste()).isEqualTo(10);
    assertHeldBy("haste", held);
    assertPromotedWithout(ricordo, "haste", "robot");
  }

  /** Three views earlier is ten seconds earlier, or nine. */
  @Test
  void haste_isLessThanTenSecondsForSoManyViews() {
    Ricordo ricordo = by(GENTLE.with("hasteViews", 5));
    walk(ricordo, 2, "ann", times(12, 1, 2));
    walk(ricordo, 1, "ben", times(12, 1, 2));
    assertThat(close(ricordo).figures().orElseThrow().haste()).isEqualTo(7);
  }

  @Test
  void epochThatPushesABrand_isHeld_andNotOnceWhoPushedItIsForgotten() {
    Ricordo ricordo = by(GENTLE.with("brandRise", 30));
    visit(ricordo);
    close(ricordo);
    visit(ricordo);
    walk(ricordo, "fan", times(5, 11, 12));
    assertHeldBy("brand rise", close(ricordo));
    assertPromotedWithout(ricordo, "brand rise", "fan");
  }

  /** Who made the brand seem old was in the epoch before; nobody touched the one that is held. */
  @Test
  void brandThatRoseFromWhatSomebodyDidBefore_roseFurtherWithoutThem() {
    Ricordo ricordo = by(GENTLE.with("brandRise", 30));
    visit(ricordo);
    walk(ricordo, "fan", times(3, 11, 12));
    close(ricordo);
    visit(ricordo);
    walk(ricordo, "dan", times(9, 11, 12));
    close(ricordo);
    assertHeldWithout(ricordo, "brand rise", "fan");
  }

  @Test
  void epochThatDrifts_isHeld_andNotOnceWhoDriftedIsForgotten() {
    Ricordo ricordo = by(GENTLE.with("drift", 40));
    visit(ricordo);
    close(ricordo);
    visit(ricordo);
    walk(ricordo, "dan", times(7, 21, 22));
    assertHeldBy("drift", close(ricordo));
    assertPromotedWithout(ricordo, "drift", "dan");
  }

  @Test
  void epochThatDriftedFromWhatSomebodyDidBefore_driftsFurtherWithoutThem() {
    Ricordo ricordo = by(GENTLE.with("drift", 40));
    visit(ricordo);
    walk(ricordo, "dan", times(6, 21, 22));
    close(ricordo);
    visit(ricordo);
    walk(ricordo, "eve", times(9, 21, 22));
    close(ricordo);
    assertHeldWithout(ricordo, "drift", "dan");
  }

  /** Some of the panel go from 1 to 2: each step is foreseen by what the others did. */
  private void visitOfThePanel(Ricordo ricordo, String... members) {
    for (String member : members) {
      walk(ricordo, member, 1, 2);
    }
  }

  /** Goes from 1 to ten other items. */
  private void push(Ricordo ricordo, String robot) {
    walk(ricordo, robot, IntStream.range(0, 20).map(i -> i % 2 == 0 ? 1 : 10 + i / 2).toArray());
  }

  @Test
  void epochThatServesThePanelWorse_isHeld_andNotOnceWhoPushedOtherItemsIsForgotten() {
    Ricordo ricordo = by(GENTLE.with("panelLoss", 50));
    visitOfThePanel(ricordo, "panel 0", "panel 11", "panel 15");
    EpochFigures good = close(ricordo).figures().orElseThrow();
    assertThat(good.panelHits()).isEqualTo(3).isEqualTo(good.panelCases());
    visitOfThePanel(ricordo, "panel 17", "panel 18", "panel 19");
    List.of("robot 0", "robot 1", "robot 3").forEach(robot -> push(ricordo, robot));
    Epoch held = close(ricordo);
    assertHeldBy("panel loss", held);
    assertPromotedWithout(ricordo, "panel loss", "robot 0", "robot 1", "robot 3");
  }

  @Test
  void panelOfEverybody_andOfNobody() {
    for (int percent : List.of(100, 0)) {
      Ricordo ricordo = by(GENTLE.with("panel", percent));
      visit(ricordo);
      assertThat(close(ricordo).figures().orElseThrow().panelCases()).isEqualTo(percent * 6 / 100);
    }
  }
}
