package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
