package dev.ricordo.governance.cli;

import dev.ricordo.governance.KeepVault;
import dev.ricordo.governance.VaultReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ricordo vault status}. */
@Command(
    name = "status",
    description = "Counts the keys. Exits with 1 if one is damaged.",
    mixinStandardHelpOptions = true)
final class VaultStatusCommand implements Callable<Integer> {

  @Mixin private final VaultOption vault = new VaultOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    VaultReport result = new KeepVault(vault.existing()).status();
    report.print(result);
    return result.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
