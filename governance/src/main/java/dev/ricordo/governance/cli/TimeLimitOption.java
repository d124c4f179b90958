package dev.ricordo.governance.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a benchmark that works through customers may measure. */
final class TimeLimitOption {

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "Ends each measurement after so long, with the customers that it has come to; at least"
              + " one. By default all are worked through.")
  private @Nullable Double seconds;

  /**
   * @throws IllegalArgumentException naming a number of seconds that is out of range
   */
  Optional<Duration> find() {
    return Optional.ofNullable(seconds).map(BenchOptions::duration);
  }
}
