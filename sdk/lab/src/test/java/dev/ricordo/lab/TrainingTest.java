package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

  @TempDir Path folder;

  @Test
  void trainedBase_standsInItsFolderWithCardAndCurves() throws IOException {
    SyntheticLog.write(folder, 60, 4);
    TrainingReport report = train("base");
    Base base = Base.read(folder.resolve("base"));
    assertThat(base.items()).isNotEmpty();
    assertThat(base.manifest().dataDigest()).isEqualTo(report.dataset().digest());
    assertThat(base.manifest().metrics()).containsKey("validation.ndcg@10");
    assertThat(folder.resolve("base/model-card.md")).content().contains("best epoch");
    assertThat(folder.resolve("base/learning-curves.svg")).content().contains("<polyline");
    assertThat(folder.resolve("base/checkpoint")).doesNotExist();
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.get("curve")).isNotEmpty();
  }

  @Test
  void sameSeed_givesTheSameBytes() throws IOException {
    SyntheticLog.write(folder, 60, 4);
    train("first");
    train("second");
    for (String file : new String[] {"weights.safetensors", "items.json"}) {
      assertThat(Files.readAllBytes(folder.resolve("second").resolve(file)))
          .isEqualTo(Files.readAllBytes(folder.resolve("first").resolve(file)));
    }
  }

  @Test
  void trainingThatDiverges_namesStepAndLossAndLeavesTheBestBaseBefore() {
    SyntheticLog.write(folder, 60, 4);
    List<String> notes = new ArrayList<>();
    // The rate rises step by step to 1: the first epochs learn, later ones fly apart.
    TrainingSettings rising = new TrainingSettings(7, Device.CPU, 60, 0, 60, 1, 40, 0, 50);
    assertThatThrownBy(() -> Training.run(options("base"), rising, NotedProgress.into(notes)))
        .isInstanceOf(RicordoException.class)
        .hasMessageMatching(
            "training: loss is [0-9.]+ at epoch \\d+, step \\d+, and far worse than guessing .*; the"
                + " best base before it is in .*checkpoint");
    assertThat(folder.resolve("base/manifest.json")).doesNotExist();
    Base kept = Base.read(folder.resolve("base/checkpoint"));
    Map<String, Double> metrics = kept.manifest().metrics();
    assertThat(lastBest(notes))
        .isEqualTo(
            String.format(
                "epoch %.0f, loss %.4f, validation %.5f, best",
                metrics.get("bestEpoch"),
                metrics.get("loss"),
                metrics.get("own.validation.ndcg@10")));
  }

  private static String lastBest(List<String> notes) {
    return notes.stream().filter(text -> text.endsWith(", best")).reduce((a, b) -> b).orElseThrow();
  }

  private TrainingOptions options(String name) {
    return new TrainingOptions(
        folder.resolve("events.csv"),
        folder.resolve("items.csv"),
        folder.resolve(name),
        7,
        Device.CPU,
        OptionalInt.empty());
  }

  private TrainingReport train(String name) {
    return Training.run(
        new TrainingOptions(
            folder.resolve("events.csv"),
            folder.resolve("items.csv"),
            folder.resolve(name),
            7,
            Device.CPU,
            OptionalInt.of(2)),
        Progress.silent());
  }
}
