package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.BecauseReport;
import dev.ricordo.governance.ExplainAnswer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo because}. */
@Command(
    name = "because",
    description = "Shows which events and levels carry an answer, by replay without them.",
    mixinStandardHelpOptions = true)
final class BecauseCommand implements Callable<Integer> {

  @Mixin private final CustomerOption customer = new CustomerOption();

  @Option(
      names = "--item",
      required = true,
      paramLabel = "ID",
      description = "The item to explain.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private ItemId item;

  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Base release =
        base.find()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("--base: is missing; answers are made with one"));
    BecauseReport found =
        database.withJournal(
            journal ->
                new ExplainAnswer(journal, release)
                    .of(customer.id(), item, ReportOptions.progress()));
    report.print(found);
    return RicordoCommand.SUCCESS;
  }
}
