package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void everyModel_isEvaluated(Protocol protocol) throws IOException {
    SyntheticLog.write(folder, 60, 4);
    EvaluationReport report =
        Evaluation.run(options(protocol, Evaluation.models(), false), Progress.silent());
    assertThat(report.results())
        .extracting(EvaluationReport.Result::model)
        .containsExactlyElementsOf(Evaluation.models());
    assertThat(report.results())
        .allSatisfy(result -> assertThat(result.cases()).isPositive())
        .allSatisfy(result -> assertThat(result.hr10()).isBetween(0.0, 1.0));
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.get("command").asText()).isEqualTo("evaluate");
    assertThat(json.get("machine").get("jdk").asText()).isNotEmpty();
    assertThat(json.get("dataset").get("digest").asText()).hasSize(64);
    JsonNode first = json.get("results").get(0);
    for (String field :
        List.of(
            "model",
            "seed",
            "ndcg@10",
            "hr@10",
            "mrr",
            "hr@50",
            "coldItemHr@10",
            "cases",
            "stateBytes",
            "trainSeconds",
            "evalSeconds")) {
      assertThat(first.has(field)).as(field).isTrue();
    }
    assertThat(first.get("firstOfSession").isNull()).isEqualTo(protocol == Protocol.LEAVE_ONE_OUT);
  }

  @Test
  void secondRun_comesFromTheCache() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationOptions options = options(Protocol.PREQUENTIAL, List.of("hope", "hope-own"), false);
    EvaluationReport first = Evaluation.run(options, Progress.silent());
    EvaluationReport second = Evaluation.run(options, Progress.silent());
    assertThat(second.results()).isEqualTo(first.results());
  }

  @Test
  void refit_trainsOnTheValidationEventsToo() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationReport report =
        Evaluation.run(
            options(Protocol.LEAVE_ONE_OUT, List.of("counts", "hope"), true), Progress.silent());
    assertThat(report.refit()).isTrue();
    assertThat(report.results()).hasSize(2);
  }

  @Test
  void refitOfAStream_isRefused() {
    assertThatThrownBy(() -> options(Protocol.PREQUENTIAL, List.of("counts"), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("refit: goes with leave-one-out only");
  }

  @Test
  void unknownProtocol_isRefused() {
    assertThatThrownBy(() -> Protocol.parse("random"))
        .hasMessage("protocol: \"random\" is none of leave-one-out, prequential");
  }

  private EvaluationOptions options(Protocol protocol, List<String> models, boolean refit) {
    return new EvaluationOptions(
        folder.resolve("events.csv"),
        folder.resolve("items.csv"),
        protocol,
        models,
        List.of(1L),
        Device.CPU,
        OptionalLong.empty(),
        refit,
        OptionalInt.of(2),
        folder.resolve("cache"));
  }
}
