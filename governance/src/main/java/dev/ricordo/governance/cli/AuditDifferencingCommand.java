package dev.ricordo.governance.cli;

import dev.ricordo.lab.membership.DifferencingAudit;
import dev.ricordo.lab.membership.DifferencingOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo audit differencing}. */
@Command(
    name = "differencing",
    description =
        "Attacks what changes from one publication of the lists of a log to the next: does it tell"
            + " that somebody came, or was erased? For lists that change with each event, and for"
            + " lists that are published once in an epoch.",
    mixinStandardHelpOptions = true)
final class AuditDifferencingCommand implements Callable<Integer> {

  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--targets",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Visits, and as many erasures, at most (default: ${DEFAULT-VALUE}).")
  private int targets;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      split = ",",
      defaultValue = "live,1m,1h,1d",
      description = "How often lists are published, up to 1d (default: ${DEFAULT-VALUE}).")
  private List<String> every = List.of();

  @Option(
      names = "--k",
      paramLabel = "N",
      defaultValue = "1",
      description = "The fewest customers behind a cell that is shown (default: ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of who is attacked (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        DifferencingAudit.run(
            new DifferencingOptions(log.events(), log.items(), targets, every, k, seed),
            ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
