package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.governance.EpochsReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo epochs vote}. */
@Command(
    name = "vote",
    description = "Votes to promote, hold or reject an epoch; enough people who agree decide.",
    mixinStandardHelpOptions = true)
final class EpochsVoteCommand implements Callable<Integer> {

  @Option(
      names = "--epoch",
      required = true,
      paramLabel = "N",
      description = "Number of a closed epoch.")
  private long epoch;

  @Option(
      names = "--verdict",
      required = true,
      paramLabel = "VERDICT",
      description = "PROMOTED, HELD or REJECTED.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private Verdict verdict;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "Who votes. Goes into the ledger with the decision.")
  private String voter = "";

  @Mixin private final ConsolidationOptions consolidation = new ConsolidationOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        EpochsReport.of("epochs vote", consolidation.changed(open -> List.of(voted(open)))));
    return RicordoCommand.SUCCESS;
  }

  /** What has to be examined first is no wrong use. */
  private Epoch voted(Consolidation open) {
    try {
      return open.vote(epoch, verdict, voter);
    } catch (IllegalStateException e) {
      throw new RicordoException(String.valueOf(e.getMessage()), e);
    }
  }
}
