package dev.ricordo.governance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ricordo vault}. */
@Command(
    name = "vault",
    description = "Counts, backs up and restores the keys. Says how many, never whose.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "ACT",
    subcommands = {VaultBackupCommand.class, VaultRestoreCommand.class, VaultStatusCommand.class})
final class VaultCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "act: is missing");
  }
}
