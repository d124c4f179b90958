package dev.ricordo.consolidation;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A journal of a few customers, consolidated by gentle rules. */
abstract class ConsolidationFixture {

  static final int ITEMS = 12;
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Slot HOME = Slot.of("home");
  static final CustomerId STRANGER = CustomerId.of("stranger");
  static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 8).mapToObj(c -> CustomerId.of("c" + c)).toList();

  /** Lets nearly everything pass; three customers are enough. */
  static final GateRules GENTLE =
      new GateRules(3, 100, 1_000, 100, 1, 100, 100, 100, 100, 50, 1, 100);

  final Base base =
      RandomBases.create(
              5, ITEMS, Shape.DEFAULT, new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true)))
          .withCollectiveRules(CollectiveRules.DEFAULT.withCap(1));

  final Journal journal = Journal.inMemory();

  final Ricordo over(Journal where, ConsolidationRules rules) {
    return Ricordo.builder()
        .base(base)
        .journal(where)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .consolidation(rules)
        .build();
  }

  static ConsolidationRules rules(Policy policy) {
    return ConsolidationRules.DEFAULT.withPolicy(policy).withGates(GENTLE);
  }

  static Event view(CustomerId customer, int item, int number) {
    return Event.viewed(customer, ItemId.of("i" + item), NOW.minusSeconds(2_000_000 - number * 60L))
        .withId(EventId.of("e" + number));
  }

  /** Everything that is answered from the sums, to the last bit. */
  static List<Object> answers(Ricordo ricordo) {
    List<Object> answers = new ArrayList<>();
    CUSTOMERS.forEach(c -> answers.add(ricordo.recommend(c, HOME, ITEMS).answers()));
    answers.add(ricordo.recommend(STRANGER, HOME, ITEMS).answers());
    answers.add(ricordo.statistics().collectiveCells());
    return answers;
  }

  static void walk(Ricordo ricordo, CustomerId customer, int first, int... items) {
    for (int i = 0; i < items.length; i++) {
      ricordo.observe(view(customer, items[i], first + i));
    }
  }

  /** Four customers look at a few items each. */
  static void visit(Ricordo ricordo, int round) {
    for (int c = 0; c < 4; c++) {
      walk(ricordo, CUSTOMERS.get(c), 1000 * round + 10 * c, c, c + 1 + round % 3, c + 3);
    }
  }
}
