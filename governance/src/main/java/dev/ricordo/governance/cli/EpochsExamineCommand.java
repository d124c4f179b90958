package dev.ricordo.governance.cli;

import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.governance.EpochsReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ricordo epochs examine}. */
@Command(
    name = "examine",
    description =
        "Examines again the epochs in which somebody was forgotten or merged since, and takes back"
            + " what passes no more.",
    mixinStandardHelpOptions = true)
final class EpochsExamineCommand implements Callable<Integer> {

  @Mixin private final ConsolidationOptions consolidation = new ConsolidationOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(EpochsReport.of("epochs examine", consolidation.changed(Consolidation::examine)));
    return RicordoCommand.SUCCESS;
  }
}
