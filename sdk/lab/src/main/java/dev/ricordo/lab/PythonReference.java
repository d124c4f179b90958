package dev.ricordo.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The same model in plain PyTorch, timed by {@code train_reference.py} in an interpreter of the
 * user's.
 */
final class PythonReference {

  private static final String SCRIPT = "train_reference.py";

  private final Path python;

  /**
   * @param python an interpreter that has PyTorch
   */
  PythonReference(Path python) {
    this.python = python;
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
    JsonNode found = run(arguments);
    return new TrainBenchmarkReport.Result(
        "hope in PyTorch",
        options.device() == Device.GPU ? "gpu" : "cpu",
        options.items(),
        batch,
        length,
        found.path("eventsPerSecond").asDouble(),
        found.path("peakMemoryMiB").asDouble(),
        found.path("threads").asInt());
  }

  private JsonNode run(List<String> arguments) {
    try {
      Path script = Files.createTempFile("train_reference", ".py");
      try (InputStream in = PythonReference.class.getResourceAsStream(SCRIPT)) {
        if (in == null) {
          throw new RicordoBug(SCRIPT + " is not in the jar");
        }
        Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        return output(script, arguments);
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      throw new RicordoException("python: " + python + " cannot be run: " + e.getMessage(), e);
    }
  }

  private JsonNode output(Path script, List<String> arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of(python.toString(), script.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new RicordoException("python: " + SCRIPT + " ended with exit code " + exit);
      }
      return Json.mapper().readTree(text);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new RicordoException("python: was interrupted", e);
    }
  }
}
