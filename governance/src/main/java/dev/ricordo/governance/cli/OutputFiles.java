package dev.ricordo.governance.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The files that one command writes. */
final class OutputFiles {

  private static final List<String> OPTIONS = List.of("--certificate", "--out", "--html", "--json");

  private OutputFiles() {}

  /**
   * Looks whether each option that was given names a file of its own: of a certificate there is no
   * second copy.
   *
   * @throws ParameterException naming the option that names the file of another
   */
  static void requireApart(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    Map<Path, String> files = new HashMap<>();
    for (String name : OPTIONS) {
      if (command.hasMatchedOption(name)) {
        String before = files.putIfAbsent(file(command.matchedOption(name)), name);
        if (before != null) {
          throw new ParameterException(
              command.commandSpec().commandLine(), name + ": is the file of " + before);
        }
      }
    }
  }

  private static Path file(OptionSpec option) {
    return Path.of(option.getValue().toString()).toAbsolutePath().normalize();
  }
}
