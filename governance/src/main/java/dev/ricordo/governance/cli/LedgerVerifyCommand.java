package dev.ricordo.governance.cli;

import dev.ricordo.evidence.Witness;
import dev.ricordo.governance.evidence.LedgerAuditReport;
import dev.ricordo.governance.evidence.StoreAge;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.SignedCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo ledger verify}. */
@Command(
    name = "verify",
    description =
        "Derives a ledger again from its entries and names whatever was changed. With --witness-key,"
            + " its newest checkpoint must be cosigned by that witness; with --witness, the witness"
            + " is asked as well whether it has seen anything else.",
    mixinStandardHelpOptions = true)
final class LedgerVerifyCommand implements Callable<Integer> {

  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final LedgerKeyOption key = new LedgerKeyOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--database",
      description =
          "Looks as well whether database and vault of the tenant know of every erasure that the"
              + " ledger knows of, or both came back from old backups.")
  private boolean withDatabase;

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description =
          "Older checkpoints that were kept elsewhere: one, or a copy of the ledger's .checkpoints;"
              + " may be given several times.")
  private List<Path> seen = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<WitnessOption> witnesses = new ArrayList<>();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    List<SignedCheckpoint> older = seen.stream().flatMap(LedgerVerifyCommand::readSeen).toList();
    List<NoteVerifier> cosigners = WitnessOption.keys(witnesses);
    List<Witness> asked = WitnessOption.askable(witnesses);
    Optional<Supplier<StoreAge>> store =
        withDatabase ? Optional.of(this::storeAge) : Optional.empty();
    LedgerAuditReport found =
        Busy.with(
            "verifying the ledger",
            () ->
                ledger.withPlace(
                    database.connection(),
                    place ->
                        LedgerAuditReport.of(
                            place.cosignedBy(asked), key.of(place), cosigners, older, store)));
    report.print(found);
    return found.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private StoreAge storeAge() {
    return database.withDatabaseAndVault(
        (pool, keys) -> StoreAge.of(pool, keys, database.tenant()));
  }

  private static Stream<SignedCheckpoint> readSeen(Path file) {
    try {
      return CheckpointFile.read(file).stream();
    } catch (LedgerException e) {
      throw new IllegalArgumentException("--seen: " + e.getMessage(), e);
    }
  }
}
