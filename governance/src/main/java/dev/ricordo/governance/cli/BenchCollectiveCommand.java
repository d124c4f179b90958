package dev.ricordo.governance.cli;

import dev.ricordo.lab.bench.CollectiveBenchmark;
import dev.ricordo.lab.bench.CollectiveOptions;
import dev.ricordo.lab.bench.CollectiveReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench collective}. */
@Command(
    name = "collective",
    description =
        "Measures the shared sums as they grow, beside plain hash maps, and takes customers out"
            + " again. Exits with 1 if a cell differs, or if the heap is too small (a quarter of the"
            + " machine; JDK_JAVA_OPTIONS=-Xmx16g gives more).",
    mixinStandardHelpOptions = true)
final class BenchCollectiveCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000000",
      description =
          "Events of the largest sums; a tenth and a hundredth are looked at on the way (default:"
              + " ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the customers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    CollectiveReport result =
        CollectiveBenchmark.run(
            new CollectiveOptions(items, events, seed), ReportOptions.progress());
    report.print(result);
    return result.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
