package dev.ricordo.governance.cli;

import dev.ricordo.governance.KeepVault;
import dev.ricordo.governance.VaultReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo vault restore}. */
@Command(
    name = "restore",
    description =
        "Puts a backup in the place of a vault that was lost, which must be moved away first. The"
            + " shop must not be running.",
    mixinStandardHelpOptions = true)
final class VaultRestoreCommand implements Callable<Integer> {

  @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "The backup.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private Path backup;

  @Mixin private final VaultOption vault = new VaultOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    VaultOption.requireFolder("--from", backup);
    VaultOption.requireFree("--vault", vault.folder());
    VaultReport result = new KeepVault(vault.folder()).restore(backup);
    report.print(result);
    return result.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
