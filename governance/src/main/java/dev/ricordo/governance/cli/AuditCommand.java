package dev.ricordo.governance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ricordo audit}. */
@Command(
    name = "audit",
    description = "Puts an auditor's questions to an installation, or to a log.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "QUESTION",
    subcommands = {
      AuditDifferencingCommand.class,
      AuditInstallationCommand.class,
      AuditMembershipCommand.class
    })
final class AuditCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "question: is missing, differencing, installation or membership");
  }
}
