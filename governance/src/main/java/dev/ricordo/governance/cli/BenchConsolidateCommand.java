package dev.ricordo.governance.cli;

import dev.ricordo.governance.ConsolidateInDatabase;
import dev.ricordo.lab.bench.ConsolidateBenchmark;
import dev.ricordo.lab.bench.ConsolidateOptions;
import dev.ricordo.lab.bench.ConsolidateReport;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Journal;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench consolidate}. */
@Command(
    name = "consolidate",
    description =
        "Measures what it takes to close and judge an epoch, to examine it again after somebody was"
            + " forgotten, to reject and to promote it, while others are learned from. The journal"
            + " is on the heap, or with --database in PostgreSQL, for a tenant of its own whose rows"
            + " are removed at the end. Exits with 1 if anybody is answered otherwise than after a"
            + " fresh start.",
    mixinStandardHelpOptions = true)
final class BenchConsolidateCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Customers of an epoch (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--events-per-customer",
      paramLabel = "N",
      defaultValue = "50",
      description = "Events of each of them (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "500",
      description = "Events per second to learn meanwhile, 0 for none (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(names = "--database", description = "Works on the database that --url names.")
  private boolean inDatabase;

  @Mixin private final BenchOptions bench = new BenchOptions();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli parses it
  private final CertifiedDeviceOption device = new CertifiedDeviceOption();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    ConsolidateOptions options =
        new ConsolidateOptions(items, customers, events, rate, bench.duration(), bench.seed());
    ConsolidateReport measured =
        inDatabase
            ? database.withDatabase(pool -> measure(pool, options))
            : ConsolidateBenchmark.run(
                options, Journal.inMemory(), Optional.empty(), ReportOptions.progress());
    report.print(measured);
    return measured.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private static ConsolidateReport measure(DataSource pool, ConsolidateOptions options) {
    Migrations.migrate(pool);
    return new ConsolidateInDatabase(pool, options).run(ReportOptions.progress());
  }
}
