package dev.ricordo.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes down what an auditor's tests found: a row a question, in {@code target/auditor-report} of
 * the project, from which {@code .ci/run} makes one table.
 */
public final class AuditorReport {

  private AuditorReport() {}

  /**
   * Writes a row; one that is there of the same question and JDK is written anew.
   *
   * @param question what was asked
   * @param figures what was found, without a bar
   */
  public static void found(String question, String figures) {
    String jdk = "JDK " + Runtime.version().feature();
    String name = (question + " " + jdk).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    try {
      Path folder = Files.createDirectories(project().resolve("target/auditor-report"));
      String row = "| " + question + " | " + figures + " | " + jdk + " |\n";
      Files.writeString(folder.resolve(name + ".row"), row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the build's wrapper; tests run in that of their module. */
  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no folder above has the wrapper");
    }
    return folder;
  }
}
