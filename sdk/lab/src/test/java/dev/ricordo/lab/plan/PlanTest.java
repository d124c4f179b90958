package dev.ricordo.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.lab.Protocol;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @ParameterizedTest
  @ValueSource(strings = {"full", "quick"})
  void builtInPlan_evaluatesEveryModelThatItsBarsName(String name) {
    Plan plan = Plan.of(name);
    assertThat(plan.name()).isEqualTo(name);
    for (Plan.Row row : plan.rows()) {
      for (Bar bar : row.bars()) {
        assertThat(row.everyModel()).as(row.title()).contains(bar.model());
        if (bar.over() != null) {
          assertThat(row.everyModel()).as(row.title()).contains(bar.over());
        }
      }
    }
  }

  @Test
  void fieldsLeftOut_haveTheirDefaults() {
    Plan.Row row = parse("").rows().get(0);
    assertThat(row.protocol()).isEqualTo(Protocol.PREQUENTIAL);
    assertThat(row.seeds()).containsExactly(1L);
    assertThat(row.refit()).isFalse();
    assertThat(row.bars()).isEmpty();
    assertThat(row.ablation()).isNull();
  }

  @Test
  void continualLearning_isAskedForByName() {
    Continual continual = Objects.requireNonNull(Plan.of("full").continual());
    assertThat(continual.models()).contains("hope-own", "sasrec-all", "sasrec-window-20");
    assertThat(continual.size()).isNull();
    assertThat(Plan.of("quick").continual()).isNull();
    assertThatThrownBy(() -> new Continual(List.of("elephant"), List.of(), null, null))
        .hasMessageContaining("models: \"elephant\" is none of hope-own");
    assertThat(new Continual(List.of("hope"), List.of(), null, null).seeds()).containsExactly(1L);
  }

  @Test
  void ablation_isEvaluatedOnceWithTheModels() {
    Plan.Row row =
        parse(", \"ablation\": {\"of\": \"hope\", \"variants\": [\"hope-own\", \"hope-own\"]}")
            .rows()
            .get(0);
    assertThat(row.everyModel()).containsExactly("hope", "hope-own");
  }

  @Test
  void unknownField_isNamedWithItsPlace() {
    assertThatThrownBy(() -> parse(", \"sedes\": [1]"))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("plan: p.json:1 rows.0.sedes:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"epochs\": 0",
        ", \"maxEvents\": 0",
        ", \"refit\": true",
        ", \"bars\": [{\"metric\": \"luck\", \"model\": \"hope\"}]",
        ", \"bars\": [{\"metric\": \"mrr\", \"model\": \"hope\", \"atLeast\": 1, \"above\": 1}]",
        ", \"bars\": [{\"metric\": \"mrr\", \"model\": \"hope\", \"clear\": true}]"
      })
  void wrongValue_isRefused(String field) {
    assertThatThrownBy(() -> parse(field))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith("plan: p.json:1 rows.0");
  }

  @Test
  void folderOutsideThatOfTheLogs_isRefused() {
    assertThatThrownBy(
            () ->
                new Plan.Row(
                    "t",
                    "../etc",
                    Protocol.PREQUENTIAL,
                    false,
                    List.of("hope"),
                    List.of(),
                    null,
                    null,
                    List.of(),
                    null))
        .hasMessage("data: \"../etc\" must be a folder below that of the logs");
  }

  @Test
  void nameThatIsNoPlan_isRefused() {
    assertThatThrownBy(() -> Plan.of("no-such-plan"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plan: \"no-such-plan\" is neither a file nor one of [full, quick]");
  }

  private static Plan parse(String fields) {
    String row =
        "{\"title\": \"A shop\", \"data\": \"shop\", \"protocol\": \"prequential\", \"models\":"
            + " [\"hope\"]"
            + fields
            + "}";
    return Plan.parse("{\"name\": \"n\", \"title\": \"t\", \"rows\": [" + row + "]}", "p.json");
  }
}
