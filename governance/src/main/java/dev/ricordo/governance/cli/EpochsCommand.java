package dev.ricordo.governance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ricordo epochs}. */
@Command(
    name = "epochs",
    description = "Consolidates what customers share, epoch by epoch.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EpochsListCommand.class,
      EpochsCloseCommand.class,
      EpochsExamineCommand.class,
      EpochsVoteCommand.class,
      EpochsRulesCommand.class
    })
final class EpochsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "command: is missing, list, close, examine, vote or rules");
  }
}
