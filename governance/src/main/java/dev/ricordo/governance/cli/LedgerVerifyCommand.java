package dev.ricordo.governance.cli;

import dev.ricordo.governance.evidence.LedgerAuditReport;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.SignedCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo ledger verify}. */
@Command(
    name = "verify",
    description = "Derives a ledger again from its entries and names whatever was changed.",
    mixinStandardHelpOptions = true)
final class LedgerVerifyCommand implements Callable<Integer> {

  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final LedgerKeyOption key = new LedgerKeyOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description =
          "Older checkpoints that were kept elsewhere: one, or a copy of the ledger's .checkpoints;"
              + " may be given several times.")
  private List<Path> seen = new ArrayList<>();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    List<SignedCheckpoint> older = seen.stream().flatMap(LedgerVerifyCommand::readSeen).toList();
    LedgerAuditReport found =
        ledger.withPlace(connection, place -> LedgerAuditReport.of(place, key.of(place), older));
    report.print(found);
    return found.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private static Stream<SignedCheckpoint> readSeen(Path file) {
    try {
      return CheckpointFile.read(file).stream();
    } catch (LedgerException e) {
      throw new IllegalArgumentException("--seen: " + e.getMessage(), e);
    }
  }
}
