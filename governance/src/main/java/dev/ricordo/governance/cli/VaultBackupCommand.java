package dev.ricordo.governance.cli;

import dev.ricordo.governance.KeepVault;
import dev.ricordo.governance.VaultReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo vault backup}. */
@Command(
    name = "backup",
    description =
        "Copies the vault as it is at one moment; a shop may go on using it. A backup keeps keys that"
            + " are destroyed later: delete it in time.",
    mixinStandardHelpOptions = true)
final class VaultBackupCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the copy goes; must not exist.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private Path target;

  @Mixin private final VaultOption vault = new VaultOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    VaultOption.requireFree("--to", target);
    VaultReport result = new KeepVault(vault.existing()).backup(target);
    report.print(result);
    return result.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
