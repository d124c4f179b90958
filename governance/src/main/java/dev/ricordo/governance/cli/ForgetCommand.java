package dev.ricordo.governance.cli;

import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.ForgetReport;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo forget}. */
@Command(
    name = "forget",
    description = "Forgets a customer or some of a customer's events, or shows what that would do.",
    mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "ID",
      description = "The shop's id of the customer.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private CustomerId customer;

  @Option(
      names = "--dry-run",
      description = "Changes nothing: shows what would go and how answers would change.")
  private boolean dryRun;

  @Mixin private final ScopeOptions scope = new ScopeOptions();
  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Optional<Scope> asked = scope.find();
    Optional<Base> release = dryRun || scope.needCatalogue() ? base.find() : Optional.empty();
    ForgetReport done =
        database.withJournal(
            journal -> {
              ForgetCustomer act = new ForgetCustomer(journal, release, Clock.systemUTC());
              return dryRun
                  ? act.preview(customer, asked, ReportOptions.progress())
                  : ForgetReport.of(act.forget(customer, asked));
            });
    report.print(done);
    return done.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
