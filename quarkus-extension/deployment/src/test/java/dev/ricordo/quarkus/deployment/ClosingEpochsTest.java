package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Policy;
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

class ClosingEpochsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consolidation.every", "1S")
          .overrideRuntimeConfigKey("ricordo.consolidation.policy", "epoch")
          .overrideRuntimeConfigKey("ricordo.consolidation.minimum-contributors", "1");

  @Inject Ricordo ricordo;

  @Test
  @Timeout(60)
  void epochs_areClosedByTheApplication_asConfigured() {
    assertThat(ricordo.consolidation().rules().policy()).isEqualTo(Policy.EPOCH);
    List<Event> visits =
        IntStream.range(0, 10)
            .mapToObj(i -> view(CustomerId.of("c" + i / 2), ItemId.of("i" + i % 2)))
            .toList();
    ricordo.observeAll(visits); // at once, so that they are in one epoch

    while (ricordo.statistics().collectiveCells() == 0) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    List<Epoch> epochs = ricordo.consolidation().epochs();
    assertThat(epochs).extracting(Epoch::verdict).containsExactly(Verdict.PROMOTED);
  }

  private static Event view(CustomerId customer, ItemId item) {
    return Event.viewed(customer, item, Instant.now());
  }
}
