package dev.ricordo.governance.cli;

import dev.ricordo.lab.LearnBenchmark;
import dev.ricordo.lab.LearnOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench learn}. */
@Command(
    name = "learn",
    description =
        "Measures learning an event: the certified path, the accelerated one, crowds on the device,"
            + " and, with --python, the crowd's step in plain PyTorch.",
    mixinStandardHelpOptions = true)
final class BenchLearnCommand implements Callable<Integer> {

  private static final int MILLIS_PER_SECOND = 1_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "16384",
      description = "Customers of the largest crowd (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "A Python interpreter that has PyTorch.")
  private @Nullable Path python;

  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    if (!(seconds > 0 && seconds <= 3_600)) {
      throw new IllegalArgumentException(
          "--seconds: must be above 0 and at most 3600, is " + seconds);
    }
    Duration duration = Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
    LearnOptions options =
        new LearnOptions(device.get(), customers, duration, seed, Optional.ofNullable(python));
    report.print(LearnBenchmark.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
