package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.governance.evidence.EvidenceLedger;
import dev.ricordo.ledger.Audit;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.SignedCheckpoint;
import dev.ricordo.ledger.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ricordo ledger verify}. */
@Command(
    name = "verify",
    description = "Derives a ledger again from its entries and names whatever was changed.",
    mixinStandardHelpOptions = true)
final class LedgerVerifyCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final LedgerOption ledger = new LedgerOption();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The ledger's public key, by default the one beside it.")
  private @Nullable Path key;

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "An older checkpoint that was kept elsewhere; may be given several times.")
  private List<Path> seen = new ArrayList<>();

  @Override
  public Integer call() {
    Path file = Objects.requireNonNullElseGet(key, () -> EvidenceLedger.publicKey(ledger.folder()));
    Trust trust = Trust.of(VerifyCommand.readKey(file));
    List<SignedCheckpoint> older = seen.stream().map(LedgerVerifyCommand::readSeen).toList();
    Audit.Report found = audit(trust, older);
    PrintWriter out = spec.commandLine().getOut();
    found.findings().forEach(finding -> out.println("FOUND: " + finding.message()));
    out.println(
        found.isClean()
            ? "All is as it was signed: " + found.entries() + " entries."
            : "The ledger is not as it was signed.");
    if (seen.isEmpty()) {
      out.println(
          "Without a checkpoint that was kept elsewhere (--seen), nothing shows whether the ledger"
              + " went back or its keeper signed another history.");
    }
    out.flush();
    return found.isClean() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private Audit.Report audit(Trust trust, List<SignedCheckpoint> older) {
    try {
      return Audit.of(ledger.folder(), trust, older);
    } catch (LedgerException e) {
      throw new RicordoException("--ledger: " + e.getMessage(), e);
    }
  }

  private static SignedCheckpoint readSeen(Path file) {
    try {
      return SignedCheckpoint.parse(Files.readAllBytes(file));
    } catch (IOException | LedgerException e) {
      throw new IllegalArgumentException("--seen: " + file + " is no checkpoint", e);
    }
  }
}
