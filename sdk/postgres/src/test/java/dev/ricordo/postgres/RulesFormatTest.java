package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.ConsolidationRules;
import org.junit.jupiter.api.Test;

class RulesFormatTest {

  @Test
  void defaultRules_areWrittenByTheirNames() {
    assertThat(RulesFormat.write(ConsolidationRules.DEFAULT))
        .isEqualTo(
            "{\"policy\":\"LIVE\",\"approvals\":\"0\",\"requiredConsent\":\"none\","
                + "\"minimumContributors\":\"20\","
                + "\"largestShare\":\"25\",\"floodEvents\":\"2000\",\"floodShare\":\"20\","
                + "\"hasteViews\":\"20\",\"hasteShare\":\"20\",\"exposure\":\"60\","
                + "\"brandRise\":\"40\",\"drift\":\"60\",\"panel\":\"5\",\"panelCases\":\"100\","
                + "\"panelLoss\":\"50\"}");
  }

  @Test
  void ruleThatIsNotWritten_isTheDefaultOne() {
    assertThat(RulesFormat.read("{\"approvals\":\"2\"}"))
        .isEqualTo(ConsolidationRules.DEFAULT.withApprovals(2));
  }

  @Test
  void rowWithoutRules_isDamaged() {
    for (String row : new String[] {"", "[]", "{\"drift\":\"999\"}", "{\"mood\":\"1\"}"}) {
      assertThatThrownBy(() -> RulesFormat.read(row))
          .isInstanceOf(RicordoException.class)
          .hasMessage("journal: the rules of consolidation are damaged");
    }
  }
}
