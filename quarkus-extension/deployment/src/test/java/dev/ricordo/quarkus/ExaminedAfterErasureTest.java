package dev.ricordo.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Eventually;
import dev.ricordo.Ricordo;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The look for what others touched never comes here: what is examined was asked for. */
class ExaminedAfterErasureTest {

  private static final Duration NEVER = Duration.ofDays(365);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void epoch_thatAnErasureOfOurOwnTouched_waitsForNoLook() {
    ConsolidationRules rules =
        ConsolidationRules.DEFAULT.withGates(GateRules.DEFAULT.with("minimumContributors", 5));
    try (Ricordo shop =
            Ricordo.builder().base(RandomBases.create(5, 10)).consolidation(rules).build();
        ClosingEpochs closing = new ClosingEpochs(shop.consolidation(), Optional.empty(), NEVER)) {
      shop.observeAll(IntStream.range(0, 10).mapToObj(ExaminedAfterErasureTest::visit).toList());
      assertThat(shop.consolidation().close().map(Epoch::verdict)).contains(Verdict.PROMOTED);

      new ExaminingRicordo(shop, closing::examineSoon).forget(CustomerId.of("c3"));
      Eventually.holds(
          () ->
              assertThat(shop.consolidation().epochs())
                  .extracting(Epoch::verdict)
                  .containsExactly(Verdict.HELD));
    }
  }

  private static Event visit(int number) {
    return Event.viewed(CustomerId.of("c" + number / 2), ItemId.of("i" + number % 2), NOW);
  }
}
