package dev.ricordo.governance.cli;

import dev.ricordo.governance.ActReport;
import dev.ricordo.lab.bench.Simulation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench base}. */
@Command(
    name = "base",
    description =
        "Writes a base of random weights, as large as is asked for and of the same cost as a trained"
            + " one, for a server to be measured.",
    mixinStandardHelpOptions = true)
final class BenchBaseCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the base, which must not exist.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the base (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Simulation.base(items, seed).write(out);
    report.print(
        ActReport.of(
            "bench base",
            seed,
            Map.of("folder", out.toString(), "items", items),
            "base of " + items + " items written to " + out));
    return RicordoCommand.SUCCESS;
  }
}
