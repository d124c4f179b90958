package dev.ricordo.governance.cli;

import dev.ricordo.lab.TrainBenchmark;
import dev.ricordo.lab.TrainBenchmarkOptions;
import java.nio.file.Path;
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
      names = "--customers",
      paramLabel = "N",
      defaultValue = "192",
      description = "Customers of an epoch (default: ${DEFAULT-VALUE}).")
  private int customers;

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
    TrainBenchmarkOptions options =
        new TrainBenchmarkOptions(
            device.get(),
            items,
            customers,
            BenchOptions.duration(seconds),
            seed,
            Optional.ofNullable(python));
    report.print(TrainBenchmark.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
