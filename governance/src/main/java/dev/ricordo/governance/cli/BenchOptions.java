package dev.ricordo.governance.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a benchmark measures, and on what. */
final class BenchOptions {

  private static final int MILLIS_PER_SECOND = 1_000;
  private static final int MAX_SECONDS = 3_600;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * @throws IllegalArgumentException naming a number of seconds that is out of range
   */
  Duration duration() {
    return duration(seconds);
  }

  /**
   * @throws IllegalArgumentException naming a number of seconds that is out of range
   */
  static Duration duration(double seconds) {
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new IllegalArgumentException(
          "--seconds: must be above 0 and at most " + MAX_SECONDS + ", is " + seconds);
    }
    return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
  }

  long seed() {
    return seed;
  }
}
