package dev.ricordo.governance.cli;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Whether a command is about data that are not the demo shop's. */
final class Elsewhere {

  /** The options that say so, and the variables that do. */
  private static final Map<String, String> OPTIONS =
      Map.of("--url", "RICORDO_DB_URL", "--vault", "RICORDO_VAULT");

  private Elsewhere() {}

  /** Whether somebody named another database or vault. */
  static boolean isNamed(CommandSpec command) {
    return OPTIONS.entrySet().stream()
        .anyMatch(one -> isGiven(command, one.getKey(), one.getValue()));
  }

  private static boolean isGiven(CommandSpec command, String option, String variable) {
    return System.getenv(variable) != null
        || command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
