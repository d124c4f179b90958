package dev.ricordo.quarkus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.spi.Journal;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredRulesTest {

  private final Journal journal = Journal.inMemory();

  @Test
  void rulesOtherThanThoseInForce_areRefused_eachPropertyWithBothValues() {
    ConsolidationRules inForce =
        ConsolidationRules.DEFAULT.withApprovals(2).with("floodShare", "30");
    journal.epochs().putRules(Optional.empty(), inForce);

    assertThatThrownBy(() -> ConfiguredRules.requireInForce(ConsolidationRules.DEFAULT, journal))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "ricordo.consolidation.approvals: is 0, in force is 2;"
                + " ricordo.consolidation.flood-share: is 20, in force is 30;"
                + " what is in force is changed by ricordo epochs rules");
    assertThatCode(() -> ConfiguredRules.requireInForce(inForce, journal))
        .doesNotThrowAnyException();
  }

  @Test
  void firstRules_areNotRefused() {
    assertThatCode(() -> ConfiguredRules.requireInForce(ConsolidationRules.DEFAULT, journal))
        .doesNotThrowAnyException();
  }
}
