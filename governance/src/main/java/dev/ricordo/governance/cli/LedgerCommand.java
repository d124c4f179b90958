package dev.ricordo.governance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ricordo ledger}. */
@Command(
    name = "ledger",
    description = "Shows or checks the ledger of certificates.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LedgerShowCommand.class, LedgerVerifyCommand.class})
final class LedgerCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "command: is missing, show or verify");
  }
}
