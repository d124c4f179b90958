package dev.ricordo.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExaminingRicordoTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId VISITOR = CustomerId.of("visitor");

  private final AtomicInteger asked = new AtomicInteger();
  private final Ricordo ricordo =
      new ExaminingRicordo(
          Ricordo.builder().base(RandomBases.create(5, 10)).build(), asked::incrementAndGet);

  @Test
  void examination_isAskedFor_wheneverClosedEpochsMayHaveChanged_andNotByEvents() {
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i1"), Instant.now()));
    ricordo.observe(Event.viewed(VISITOR, ItemId.of("i2"), Instant.now()));
    assertThat(asked).hasValue(0);

    ricordo.merge(VISITOR, ANNA);
    ricordo.unmerge(VISITOR);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    ricordo.forget(ANNA, Scope.builder().item(ItemId.of("i1")).build());
    ricordo.forget(ANNA);
    assertThat(asked).hasValue(5);
  }
}
