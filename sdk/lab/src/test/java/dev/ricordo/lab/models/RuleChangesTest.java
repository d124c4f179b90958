package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.KindWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleChangesTest {

  @Test
  void everyRule_canBeChanged() {
    String text =
        "k=5:cap=2:epoch-days=30:window=6:item-window=2:back-off=0.5:cold=9"
            + ":unknown=0:view=2:cart=3:favourite=4:purchase=5";
    assertThat(RuleChanges.parse(text).of(CollectiveRules.DEFAULT))
        .isEqualTo(
            new CollectiveRules(
                new KindWeights(0, 2, 3, 4, 5), 2, 5, 30, 6, 2, new BackOff(0.5, 9)));
  }

  @Test
  void whatIsNotNamed_staysAsTheBaseHasIt() {
    CollectiveRules base = CollectiveRules.DEFAULT.withK(3).withEpochs(7, 4);
    assertThat(RuleChanges.parse("cap=none").of(base))
        .isEqualTo(base.withCap(CollectiveRules.UNCAPPED));
    assertThat(RuleChanges.none().of(base)).isEqualTo(base);
  }

  @ParameterizedTest
  @CsvSource({
    "counts:k=0, 'k: must be at least 1, is 0'",
    "counts:k=few, 'models: rule \"k=few\" needs a whole number'",
    "counts:back-off=much, 'models: rule \"back-off=much\" needs a number'",
    "counts:cup=2, 'models: rule \"cup=2\" is none of k=, cap='",
    "counts:publish=daily, 'publish: must be like 90s, 1m, 12h or 1d, is \"daily\"'",
    "counts:, 'models: rule \"\" is none of k='",
    "popularity:k=2, 'models: \"popularity:k=2\": popularity does not read the collective level'"
  })
  void wrongRule_isRefusedNamingIt(String name, String message) {
    assertThatThrownBy(() -> Models.require(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void modelUnderOtherRules_keepsTheWholeName() {
    assertThat(Models.require("counts:k=2").name()).isEqualTo("counts:k=2");
    assertThat(Models.require("counts:publish=1h").publication()).isEqualTo(new Publication(3_600));
    assertThat(Models.require("hope:k=2").publication()).isEqualTo(Publication.LIVE);
    assertThat(Models.require("hope-own:cap=1").name()).isEqualTo("hope-own:cap=1");
    assertThat(Models.require("sasrec-mixed:k=2").name()).isEqualTo("sasrec-mixed:k=2");
    assertThat(Models.require("sasrec-mixed:publish=1h").publication())
        .isEqualTo(new Publication(3_600));
  }
}
