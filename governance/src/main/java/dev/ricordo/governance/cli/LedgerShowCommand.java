package dev.ricordo.governance.cli;

import dev.ricordo.governance.evidence.EvidenceLedger;
import dev.ricordo.governance.evidence.LedgerReport;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo ledger show}. */
@Command(
    name = "show",
    description = "Lists the entries of a ledger: when, what, how much.",
    mixinStandardHelpOptions = true)
final class LedgerShowCommand implements Callable<Integer> {

  @Mixin private final LedgerOption ledger = new LedgerOption();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The ledger's public key, by default the one beside it.")
  private @Nullable Path key;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Path file = Objects.requireNonNullElseGet(key, () -> EvidenceLedger.publicKey(ledger.folder()));
    report.print(LedgerReport.of(ledger.folder(), VerifyCommand.readKey(file)));
    return RicordoCommand.SUCCESS;
  }
}
