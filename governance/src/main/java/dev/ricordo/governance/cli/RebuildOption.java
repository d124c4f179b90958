package dev.ricordo.governance.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The calendar of rebuilds. */
final class RebuildOption {

  @Option(
      names = "--rebuild-within",
      paramLabel = "DURATION",
      defaultValue = "P30D",
      description =
          "So long after somebody was forgotten a base that was trained on them must be gone"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration within = Duration.ZERO;

  Duration within() {
    return within;
  }
}
