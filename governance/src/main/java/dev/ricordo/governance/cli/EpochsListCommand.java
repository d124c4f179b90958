package dev.ricordo.governance.cli;

import dev.ricordo.governance.EpochsReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ricordo epochs list}. */
@Command(
    name = "list",
    description =
        "Lists the closed epochs: what is in them, what the gates found, what was decided.",
    mixinStandardHelpOptions = true)
final class EpochsListCommand implements Callable<Integer> {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withJournal(journal -> EpochsReport.of("epochs list", journal.epochs().all())));
    return RicordoCommand.SUCCESS;
  }
}
