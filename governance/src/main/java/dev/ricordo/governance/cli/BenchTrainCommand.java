package dev.ricordo.governance.cli;

import dev.ricordo.lab.TrainBenchmark;
import dev.ricordo.lab.TrainBenchmarkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench train}. */
@Command(
    name = "train",
    description =
        "Measures training: events per second and peak memory, beside the baselines' nets and,"
            + " with --python, beside the same model in plain PyTorch.",
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {

  private static final int MILLIS_PER_SECOND = 1_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

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
    TrainBenchmarkOptions options =
        new TrainBenchmarkOptions(device.get(), items, duration, seed, Optional.ofNullable(python));
    report.print(TrainBenchmark.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
