package dev.ricordo.governance.cli;

import dev.ricordo.governance.EpochsReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ricordo epochs close}. */
@Command(
    name = "close",
    description = "Closes the open epoch, examines it and decides about it.",
    mixinStandardHelpOptions = true)
final class EpochsCloseCommand implements Callable<Integer> {

  @Mixin private final ConsolidationOptions consolidation = new ConsolidationOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        EpochsReport.of(
            "epochs close", consolidation.changed(open -> open.close().stream().toList())));
    return RicordoCommand.SUCCESS;
  }
}
