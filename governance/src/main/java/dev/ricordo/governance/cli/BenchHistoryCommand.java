package dev.ricordo.governance.cli;

import dev.ricordo.governance.HistoryBenchmark;
import dev.ricordo.migrations.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench history}. */
@Command(
    name = "history",
    description =
        "Measures what a customer who is not hot costs, by the length of the journal. Works for a"
            + " tenant of its own, whose rows are removed at the end.",
    mixinStandardHelpOptions = true)
final class BenchHistoryCommand implements Callable<Integer> {

  private static final long MEBIBYTE = 1 << 20;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--longest",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Events of the longest journal; others have 10, 100 and so on (default:"
              + " ${DEFAULT-VALUE}).")
  private int longest;

  @Option(
      names = "--hot-mib",
      paramLabel = "N",
      defaultValue = "256",
      description = "Room for hot memories, in MiB (default: ${DEFAULT-VALUE}).")
  private int hotMebibytes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withDatabase(
            pool -> {
              Migrations.migrate(pool);
              return new HistoryBenchmark(pool, items, longest, hotMebibytes * MEBIBYTE, seed)
                  .run(ReportOptions.progress());
            }));
    return RicordoCommand.SUCCESS;
  }
}
