package dev.ricordo.governance.cli;

import dev.ricordo.governance.SnapshotBenchmark;
import dev.ricordo.migrations.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench snapshots}. */
@Command(
    name = "snapshots",
    description =
        "Measures what many customers' snapshots take in the database and the vault, and how fast one"
            + " is read. Works for a tenant of its own, whose rows are removed at the end.",
    mixinStandardHelpOptions = true)
final class BenchSnapshotsCommand implements Callable<Integer> {

  private static final long MEBIBYTE = 1 << 20;

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
      description = "Customers with a snapshot each (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--hot-mib",
      paramLabel = "N",
      defaultValue = "16",
      description = "Room for hot memories, in MiB (default: ${DEFAULT-VALUE}).")
  private int hotMebibytes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights, events and who is asked for (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withDatabase(
            pool -> {
              Migrations.migrate(pool);
              return new SnapshotBenchmark(pool, items, customers, hotMebibytes * MEBIBYTE, seed)
                  .run(ReportOptions.progress());
            }));
    return RicordoCommand.SUCCESS;
  }
}
