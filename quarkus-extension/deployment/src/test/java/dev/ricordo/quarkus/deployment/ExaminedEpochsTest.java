package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExaminedEpochsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consolidation.policy", "epoch")
          .overrideRuntimeConfigKey("ricordo.consolidation.minimum-contributors", "5");

  @Inject Ricordo ricordo;

  @Test
  @Timeout(60)
  void epoch_thatPassedOnlyWithACustomer_isHeldSoonAfterTheErasure() {
    List<Event> visits =
        IntStream.range(0, 10)
            .mapToObj(i -> view(CustomerId.of("c" + i / 2), ItemId.of("i" + i % 2)))
            .toList();
    ricordo.observeAll(visits);
    assertThat(ricordo.consolidation().close().map(Epoch::verdict)).contains(Verdict.PROMOTED);

    ricordo.forget(CustomerId.of("c3"));
    while (ricordo.consolidation().epochs().get(0).verdict() == Verdict.PROMOTED) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(ricordo.consolidation().epochs().get(0).verdict()).isEqualTo(Verdict.HELD);
    assertThat(ricordo.statistics().collectiveCells()).isZero();
  }

  private static Event view(CustomerId customer, ItemId item) {
    return Event.viewed(customer, item, Instant.now());
  }
}
