package dev.ricordo.governance.cli;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.governance.StandingReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo consent}. */
@Command(
    name = "consent",
    description = "Shows or changes what a customer says about the use of their data.",
    mixinStandardHelpOptions = true)
final class ConsentCommand implements Callable<Integer> {

  @Mixin private final CustomerOption customer = new CustomerOption();

  @Option(
      names = "--grant",
      paramLabel = "PURPOSE",
      description = "Grants a purpose: ${COMPLETION-CANDIDATES}.")
  private List<Purpose> granted = new ArrayList<>();

  @Option(names = "--withdraw", paramLabel = "PURPOSE", description = "Withdraws a purpose.")
  private List<Purpose> withdrawn = new ArrayList<>();

  @Option(
      names = "--restrict",
      arity = "1",
      paramLabel = "true|false",
      description = "Restricts the customer's data, or lifts that.")
  private @Nullable Boolean restricted;

  @Option(
      names = "--no-marketing",
      arity = "1",
      paramLabel = "true|false",
      description = "Notes an objection to marketing, or takes it back.")
  private @Nullable Boolean objects;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    boolean changes =
        restricted != null || objects != null || !granted.isEmpty() || !withdrawn.isEmpty();
    UnaryOperator<Standing> change = this::changed;
    Standing said =
        database.withJournal(
            journal ->
                changes
                    ? journal.stand(customer.id(), change, Instant.now())
                    : journal.standing(customer.id()));
    report.print(StandingReport.of(said));
    return RicordoCommand.SUCCESS;
  }

  private Standing changed(Standing said) {
    Standing now = said;
    for (Purpose purpose : granted) {
      now = now.withConsent(purpose, true);
    }
    for (Purpose purpose : withdrawn) {
      now = now.withConsent(purpose, false);
    }
    now = restricted == null ? now : now.withRestricted(restricted);
    return objects == null ? now : now.withObjectsToMarketing(objects);
  }
}
