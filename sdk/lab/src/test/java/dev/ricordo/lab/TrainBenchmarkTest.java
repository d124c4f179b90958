package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainBenchmarkTest {

  @TempDir Path folder;

  @Test
  void everyTrainer_isTimedWithItsPeakMemory() throws IOException {
    TrainBenchmarkReport report = TrainBenchmark.run(options(Optional.empty()), Progress.silent());
    assertThat(report.results())
        .extracting(TrainBenchmarkReport.Result::path)
        .containsExactly("hope", "hope-cms", "sasrec", "gru4rec");
    assertThat(report.results())
        .allSatisfy(result -> assertThat(result.eventsPerSecond()).isPositive())
        .allSatisfy(result -> assertThat(result.peakMemoryMiB()).isPositive());
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.get("command").asText()).isEqualTo("bench train");
    assertThat(json.get("machine").get("device").asText()).isEqualTo("cpu");
    assertThat(json.get("results").get(0).get("peakMemoryMiB").asDouble()).isPositive();
  }

  @Test
  void interpreterWithoutPyTorch_isAFailureOutside() throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> new PythonReference(python).measure(options(Optional.empty()), 4, 5))
        .isInstanceOf(RicordoException.class)
        .hasMessage("python: train_reference.py ended with exit code 3");
    assertThatThrownBy(
            () ->
                new PythonReference(folder.resolve("none"))
                    .measure(options(Optional.empty()), 4, 5))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("none cannot be run");
  }

  @Test
  void whatTheInterpreterSays_isReported() throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(
        python,
        "#!/bin/sh\necho \"{\\\"eventsPerSecond\\\": $2.5, \\\"peakMemoryMiB\\\": 7, \\\"threads\\\": 2}\"\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    TrainBenchmarkReport.Result result =
        new PythonReference(python).measure(options(Optional.empty()), 4, 5);
    assertThat(result.eventsPerSecond()).isEqualTo(50.5);
    assertThat(result.peakMemoryMiB()).isEqualTo(7);
    assertThat(result.threads()).isEqualTo(2);
  }

  private static TrainBenchmarkOptions options(Optional<Path> python) {
    return new TrainBenchmarkOptions(Device.CPU, 50, 96, Duration.ofMillis(1), 1, python);
  }
}
