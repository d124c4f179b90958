package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.PrivateFile;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a report goes. */
final class ReportOptions {

  private static final String STANDARD_OUTPUT = "-";

  /** Set by the launcher: whether the standard error is a terminal. */
  private static final String TERMINAL = "ricordo.terminal";

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes the report as JSON to a file, readable by its owner only, or with - to the"
              + " standard output.")
  private @Nullable String json;

  /**
   * Prints the report for people, as JSON where asked for.
   *
   * @throws RicordoException if the file cannot be written
   */
  void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    if (STANDARD_OUTPUT.equals(json)) {
      out.println(report.toJson());
    } else {
      report.toLines().forEach(out::println);
    }
    out.flush();
    if (json != null && !STANDARD_OUTPUT.equals(json)) {
      write(Path.of(json), report.toJson() + "\n");
    }
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, text); // a pipe, say
      } else {
        PrivateFile.write(file, text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new RicordoException("json: " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A bar on a terminal, plain lines elsewhere, on the standard error. */
  static Progress progress() {
    return Progress.terminal(System.err, Boolean.getBoolean(TERMINAL));
  }
}
