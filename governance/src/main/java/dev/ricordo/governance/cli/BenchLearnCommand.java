package dev.ricordo.governance.cli;

import dev.ricordo.lab.LearnBenchmark;
import dev.ricordo.lab.LearnOptions;
import java.nio.file.Path;
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
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

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
    LearnOptions options =
        new LearnOptions(
            device.get(),
            items,
            customers,
            BenchOptions.duration(seconds),
            seed,
            Optional.ofNullable(python));
    report.print(LearnBenchmark.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
