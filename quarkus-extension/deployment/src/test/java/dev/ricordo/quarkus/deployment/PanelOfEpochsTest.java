package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PanelOfEpochsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consolidation.minimum-contributors", "3")
          .overrideRuntimeConfigKey("ricordo.consolidation.largest-share", "50")
          .overrideRuntimeConfigKey("ricordo.consolidation.panel", "100")
          .overrideRuntimeConfigKey("ricordo.consolidation.panel-cases", "3");

  @Inject Ricordo ricordo;

  @Test
  void limits_areThoseThatAreConfigured_andElseTheDefaults() {
    assertThat(ricordo.consolidation().rules().gates())
        .isEqualTo(
            GateRules.DEFAULT
                .with("minimumContributors", 3)
                .with("largestShare", 50)
                .with("panel", 100)
                .with("panelCases", 3));
  }

  @Test
  void epochThatServesThePanelWorse_isHeld() {
    for (int customer = 0; customer < 3; customer++) {
      walk(customer, 1, 2);
    }
    Epoch good = ricordo.consolidation().close().orElseThrow();
    assertThat(good.verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(good.figures().orElseThrow().panelHits()).isEqualTo(3);

    for (int customer = 3; customer < 6; customer++) {
      walk(customer, 2 * customer, 2 * customer + 1);
    }
    Epoch worse = ricordo.consolidation().close().orElseThrow();
    assertThat(worse.verdict()).isEqualTo(Verdict.HELD);
    assertThat(worse.findings())
        .filteredOn(finding -> !finding.passed())
        .extracting(Finding::gate)
        .containsExactly("panel loss");
  }

  private void walk(int customer, int first, int second) {
    Instant now = Instant.now();
    CustomerId who = CustomerId.of("c" + customer);
    ricordo.observeAll(
        List.of(
            Event.viewed(who, ItemId.of("i" + first), now),
            Event.viewed(who, ItemId.of("i" + second), now)));
  }
}
