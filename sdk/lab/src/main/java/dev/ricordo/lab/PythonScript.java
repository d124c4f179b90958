package dev.ricordo.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A script of this package, run by an interpreter of the user's.
 *
 * @param python an interpreter that has PyTorch
 * @param name the script's file
 */
record PythonScript(Path python, String name) {

  /**
   * What the script prints, one JSON object.
   *
   * @throws RicordoException if the interpreter cannot be run, or says that something failed
   */
  JsonNode run(List<String> arguments) {
    try {
      Path script = Files.createTempFile("ricordo", ".py");
      try (InputStream in = PythonScript.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new RicordoBug(name + " is not in the jar");
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
    List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new RicordoException("python: " + name + " ended with exit code " + exit);
      }
      return Json.mapper().readTree(text);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new RicordoException("python: was interrupted", e);
    }
  }
}
