package dev.ricordo.governance.cli;

import dev.ricordo.governance.RecoverFromDatabase;
import dev.ricordo.lab.bench.RecoverBenchmark;
import dev.ricordo.lab.bench.RecoverOptions;
import dev.ricordo.lab.bench.RecoverReport;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Journal;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench recover}. */
@Command(
    name = "recover",
    description =
        "Measures a start from the journal alone, and compares every memory with what it was before."
            + " The journal is on the heap, or with --database in PostgreSQL, for a tenant of its"
            + " own whose rows are removed at the end. Exits with 1 if a bit differs.",
    mixinStandardHelpOptions = true)
final class BenchRecoverCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Customers to recover (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "50",
      description = "Events of each customer (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--database", description = "Reads from the database that --url names.")
  private boolean fromDatabase;

  @Mixin private final TimeLimitOption limit = new TimeLimitOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli parses it
  private final CertifiedDeviceOption device = new CertifiedDeviceOption();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    RecoverOptions options = new RecoverOptions(items, customers, events, limit.find(), seed);
    RecoverReport result =
        fromDatabase
            ? database.withDatabase(pool -> recover(pool, options))
            : RecoverBenchmark.run(options, Journal.inMemory(), ReportOptions.progress());
    report.print(result);
    return result.bitDifferences() == 0 ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private static RecoverReport recover(DataSource pool, RecoverOptions options) {
    Migrations.migrate(pool);
    return new RecoverFromDatabase(pool, options).run(ReportOptions.progress());
  }
}
