package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.djl.Device;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    boolean stream = protocol == Protocol.PREQUENTIAL;
    assertThat(first.get("firstOfSession").isNull()).isNotEqualTo(stream);
    assertThat(first.get("quarters").isNull()).isNotEqualTo(stream);
    assertThat(json.get("summary")).hasSize(Evaluation.models().size());
    assertThat(json.get("comparisons").get(0).get("metric").asText()).isEqualTo("ndcg@10");
    assertThat(report.toLines()).anySatisfy(line -> assertThat(line).startsWith("popularity / "));
  }

  @Test
  void quarters_togetherAreTheWhole() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationReport.Result result =
        Evaluation.run(
                options(Protocol.PREQUENTIAL, List.of("popularity"), false), Progress.silent())
            .results()
            .get(0);
    List<Scoreboard.Metrics> quarters = java.util.Objects.requireNonNull(result.quarters());
    assertThat(quarters).hasSize(4);
    assertThat(quarters.stream().mapToLong(Scoreboard.Metrics::cases).sum())
        .isEqualTo(result.cases());
    double hits = quarters.stream().mapToDouble(q -> q.hr10() * q.cases()).sum();
    assertThat(hits / result.cases()).isCloseTo(result.hr10(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {".json", ".ranks"})
  void damagedResult_isEvaluatedAnew(String ending) throws IOException {
    SyntheticLog.write(folder, 60, 4);
    EvaluationOptions options = options(Protocol.PREQUENTIAL, List.of("counts"), false);
    EvaluationReport first = Evaluation.run(options, Progress.silent());
    Path file = result(ending);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    EvaluationReport second = Evaluation.run(options, Progress.silent());

    assertThat(second.results().get(0).ndcg10()).isEqualTo(first.results().get(0).ndcg10());
    assertThat(Files.size(result(ending))).isGreaterThan(whole.length * 3L / 4);
  }

  private Path result(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/results"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  @Test
  void seeds_giveASpread() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationReport report =
        Evaluation.run(
            new EvaluationOptions(
                folder.resolve("events.csv"),
                folder.resolve("items.csv"),
                Protocol.LEAVE_ONE_OUT,
                List.of("hope-own", "counts"),
                List.of(1L, 2L),
                Device.CPU,
                OptionalLong.empty(),
                false,
                OptionalInt.of(1),
                folder.resolve("cache")),
            Progress.silent());
    assertThat(report.results()).hasSize(4);
    assertThat(report.summary().get(0).sd()).containsKey("ndcg@10");
    assertThat(report.summary().get(1).sd()).containsEntry("ndcg@10", 0.0);
    assertThat(report.results().get(0).learning()).isNotNull();
    assertThat(report.results().get(2).learning()).isNull();
    assertThat(report.toLines())
        .anySatisfy(line -> assertThat(line).startsWith("hope-own         over 2 seeds:"));
  }

  @Test
  void secondRun_comesFromTheCache() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationOptions options =
        options(
            Protocol.PREQUENTIAL,
            List.of("hope", "hope-own", "sasrec-retrained", "gru4rec"),
            false);
    EvaluationReport first = Evaluation.run(options, Progress.silent());
    EvaluationReport second = Evaluation.run(options, Progress.silent());
    assertThat(second.results()).isEqualTo(first.results());
  }

  @Test
  void threadsThatShareAnOperation_arePartOfTheKey() {
    SyntheticLog.write(folder, 60, 4);
    EvaluationOptions options = options(Protocol.PREQUENTIAL, List.of("popularity"), false);
    Evaluation evaluation = Evaluation.open(options, Progress.silent());
    evaluation.examined("popularity", 1);
    String property = "ai.djl.pytorch.num_threads";
    String before = System.getProperty(property);
    try {
      System.setProperty(property, "3");
      assertThat(evaluation.known("popularity", 1)).isFalse();
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
    assertThat(evaluation.known("popularity", 1)).isTrue();
  }

  @Test
  void refit_trainsOnTheValidationEventsToo() throws IOException {
    EventLog log = SyntheticLog.log(folder, 60, 4);
    EvaluationOptions refit = options(Protocol.LEAVE_ONE_OUT, List.of("counts", "hope-own"), true);
    EvaluationReport report = Evaluation.run(refit, Progress.silent());
    assertThat(report.refit()).isTrue();

    Split plain = Split.leaveOneOut(log, false);
    Split whole = Split.leaveOneOut(log, true);
    assertThat(whole.training()).contains(plain.training()).contains(plain.validation().asked());
    assertThat(trainedEvents())
        .containsExactlyInAnyOrder(plain.training().length, whole.training().length);
    Evaluation unfitted =
        Evaluation.open(options(Protocol.LEAVE_ONE_OUT, refit.models(), false), Progress.silent());
    Evaluation refitted = Evaluation.open(refit, Progress.silent());
    for (String model : refit.models()) {
      assertThat(refitted.examined(model, 1).ranks())
          .as(model)
          .isNotEqualTo(unfitted.examined(model, 1).ranks());
    }
  }

  /** How many events each kept base was trained on. */
  private List<Integer> trainedEvents() throws IOException {
    try (Stream<Path> bases = Files.list(folder.resolve("cache/bases"))) {
      return bases
          .map(base -> Base.read(base).manifest().configuration().get("events"))
          .map(Integer::valueOf)
          .toList();
    }
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
