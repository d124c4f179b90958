package dev.ricordo.governance.cli;

import dev.ricordo.governance.evidence.LedgerReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ricordo ledger show}. */
@Command(
    name = "show",
    description =
        "Lists the entries of a ledger in words: when, what, what gates found, who decided. --json"
            + " has the entries whole.",
    mixinStandardHelpOptions = true)
final class LedgerShowCommand implements Callable<Integer> {

  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final LedgerKeyOption key = new LedgerKeyOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(ledger.withPlace(connection, place -> LedgerReport.of(place, key.of(place))));
    return RicordoCommand.SUCCESS;
  }
}
