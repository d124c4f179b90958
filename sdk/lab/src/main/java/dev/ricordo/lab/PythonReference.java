package dev.ricordo.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import java.nio.file.Path;
import java.util.List;

/**
 * The same model in plain PyTorch, timed by {@code train_reference.py} in an interpreter of the
 * user's.
 */
final class PythonReference {

  private final PythonScript script;

  /**
   * @param python an interpreter that has PyTorch
   */
  PythonReference(Path python) {
    script = new PythonScript(python, "train_reference.py");
  }

  /**
   * @throws RicordoException if the interpreter cannot be run, or says that something failed
   */
  TrainBenchmarkReport.Result measure(TrainBenchmarkOptions options, int batch, int length) {
    String device = options.device() == Device.GPU ? "cuda" : "cpu";
    List<String> arguments =
        List.of(
            String.valueOf(options.items()),
            String.valueOf(batch),
            String.valueOf(length),
            String.valueOf(options.duration().toMillis() / 1e3),
            String.valueOf(options.seed()),
            device);
    JsonNode found = script.run(arguments);
    return new TrainBenchmarkReport.Result(
        "hope in PyTorch",
        options.device() == Device.GPU ? "gpu" : "cpu",
        options.items(),
        batch,
        length,
        found.path("eventsPerSecond").asDouble(),
        found.path("peakMemoryMiB").asDouble(),
        found.path("threads").asInt(),
        0);
  }
}
