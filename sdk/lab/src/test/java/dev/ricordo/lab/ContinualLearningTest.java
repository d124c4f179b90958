package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.djl.Device;
import dev.ricordo.lab.continual.Figure;
import dev.ricordo.lab.continual.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinualLearningTest {

  @TempDir Path folder;

  @Test
  void everyModel_isMeasuredInEveryScenario() throws IOException {
    ContinualReport report = run(ContinualLearning.models());
    assertThat(report.results())
        .extracting(ContinualReport.Result::model)
        .containsExactlyElementsOf(ContinualLearning.models());
    assertThat(report.results())
        .allSatisfy(
            result ->
                assertThat(result.figures())
                    .extracting(Figure::scenario)
                    .contains(
                        "return", "retention", "switch", "interests", "categories", "journey"));
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.get("command").asText()).isEqualTo("continual");
    assertThat(json.get("results").get(0).get("figures").get(0).has("value")).isTrue();
    assertThat(report.toLines()).anyMatch(line -> line.startsWith("retention, hr@2"));
    assertThat(report.reproduction())
        .startsWith("governance/bin/ricordo continual --models hope-own,")
        .contains("--seeds 1 --device cpu --epochs 1 --cache " + folder.resolve("cache"));
    ContinualReport.Ratio ratio = report.ratios().get(0);
    assertThat(ratio.over()).isEqualTo("sasrec-all");
    assertThat(ratio.value())
        .isCloseTo(
            longReturn(report, "hope-own") / longReturn(report, "sasrec-all"), within(1e-12));
  }

  private static double longReturn(ContinualReport report, String model) {
    return report.results().stream()
        .filter(result -> result.model().equals(model))
        .flatMap(result -> result.figures().stream())
        .filter(figure -> figure.at().equals("40 and more") && figure.measure().equals("hr@2"))
        .mapToDouble(Figure::value)
        .sum();
  }

  @Test
  void journey_leavesStateBytesNumbersAndReplayAsTheyShouldBe() {
    for (ContinualReport.Result result : run(List.of("hope-own", "hope")).results()) {
      assertThat(values(result, "stateBytes")).containsOnly((double) result.stateBytes());
      assertThat(values(result, "notFinite")).containsOnly(0.0);
      assertThat(values(result, "scoresThatDiffer")).containsExactly(0.0);
    }
  }

  @Test
  void secondRun_comesFromTheCache() {
    assertThat(run(List.of("hope-own")).results()).isEqualTo(run(List.of("hope-own")).results());
  }

  @Test
  void unknownModel_isRefused() {
    assertThatThrownBy(() -> run(List.of("elephant")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("models: \"elephant\" is none of hope-own");
  }

  private static List<Double> values(ContinualReport.Result result, String measure) {
    return result.figures().stream()
        .filter(figure -> figure.measure().equals(measure))
        .map(Figure::value)
        .toList();
  }

  private ContinualReport run(List<String> models) {
    return ContinualLearning.run(
        new ContinualOptions(
            models,
            List.of(1L),
            Device.CPU,
            OptionalInt.of(1),
            new Suite.Size(20, 3, 2, 200),
            folder.resolve("cache")),
        Progress.silent());
  }
}
