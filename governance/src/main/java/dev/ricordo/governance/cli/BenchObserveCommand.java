package dev.ricordo.governance.cli;

import dev.ricordo.governance.ObserveBenchmark;
import dev.ricordo.migrations.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench observe}. */
@Command(
    name = "observe",
    description =
        "Measures observing until it is durable, in batches and one by one, beside plain JDBC. Works"
            + " for a tenant of its own, whose rows are removed at the end.",
    mixinStandardHelpOptions = true)
final class BenchObserveCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Customers who take turns (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Mixin private final BenchOptions bench = new BenchOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withDatabase(
            pool -> {
              Migrations.migrate(pool);
              return new ObserveBenchmark(pool, items, customers, bench.duration(), bench.seed())
                  .run(ReportOptions.progress());
            }));
    return RicordoCommand.SUCCESS;
  }
}
