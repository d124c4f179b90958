package dev.ricordo.governance.cli;

import dev.ricordo.governance.RestrictBenchmark;
import dev.ricordo.migrations.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench restrict}. */
@Command(
    name = "restrict",
    description =
        "Measures how long it takes until a running application obeys a restriction that another"
            + " process asks for, beside plain JDBC. Works for a tenant of its own, whose rows are"
            + " removed at the end.",
    mixinStandardHelpOptions = true)
final class BenchRestrictCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Customers who are restricted one after the other; as many others go on (default:"
              + " ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights, events and pauses (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withDatabase(
            pool -> {
              Migrations.migrate(pool);
              return new RestrictBenchmark(pool, items, customers, seed)
                  .run(ReportOptions.progress());
            }));
    return RicordoCommand.SUCCESS;
  }
}
