package dev.ricordo.governance.cli;

import dev.ricordo.lab.bench.RecommendBenchmark;
import dev.ricordo.lab.bench.RecommendOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench recommend}. */
@Command(
    name = "recommend",
    description =
        "Measures answers in process: the whole call, the scoring alone, and both beside the time it"
            + " takes to read as many bytes.",
    mixinStandardHelpOptions = true)
final class BenchRecommendCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue, at most 1000000 (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Customers behind the shared sums, 50 events each (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Mixin private final BenchOptions bench = new BenchOptions();
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    RecommendOptions options =
        new RecommendOptions(device.get(), items, customers, bench.duration(), bench.seed());
    report.print(RecommendBenchmark.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
