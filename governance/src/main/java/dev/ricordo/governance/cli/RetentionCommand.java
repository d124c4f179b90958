package dev.ricordo.governance.cli;

import dev.ricordo.consent.Retention;
import dev.ricordo.event.EventKind;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.ApplyRetention;
import dev.ricordo.governance.RetentionReport;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ricordo retention}. */
@Command(
    name = "retention",
    description = "Forgets every customer's events that are older than they are kept for.",
    mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "PERIOD",
      description = "ISO 8601 in calendar units: P13M, P2Y, P90D.")
  private Period olderThan = Period.ZERO;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only events of this kind: view, cart, favourite, purchase, cancel, unknown.")
  private List<EventKind> kinds = new ArrayList<>();

  @Option(names = "--dry-run", description = "Changes nothing: counts what would go.")
  private boolean dryRun;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final HoldOption holds = new HoldOption();
  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Retention retention = new Retention(olderThan, new HashSet<>(kinds));
    RetentionReport done =
        database.withStore(
            store -> {
              if (!dryRun) {
                ledger.requireNotAhead(spec, database, store);
              }
              return applied(retention, store.journal());
            });
    report.print(done);
    return done.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private RetentionReport applied(Retention retention, Journal journal) {
    return holds.withEvidence(
        database.tenant(),
        evidence ->
            new ApplyRetention(new KeepingJournal(journal, evidence), Clock.systemUTC())
                .apply(retention, dryRun, ReportOptions.progress()));
  }
}
