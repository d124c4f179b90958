package dev.ricordo.governance.cli;

import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.governance.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which ledger. By default the one beside the demo shop's vault. */
final class LedgerOption {

  @Option(
      names = "--ledger",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_LEDGER:-${sys:ricordo.home:-.}/demo-shop/.ricordo/ledger}",
      description =
          "Folder of the ledger, else $$RICORDO_LEDGER, else beside the demo shop's vault. Its"
              + " private key is in a file of this name and .key, its public one in .pub, the"
              + " checkpoints that it has signed in .checkpoints.")
  private Path folder = Path.of("");

  @Option(
      names = "--ledger-in-database",
      description =
          "The ledger's entries are in the database instead of the folder. Its keys and checkpoints"
              + " are where --ledger says.")
  private boolean inDatabase;

  /**
   * Gives the ledger's place to the work.
   *
   * @param connection to the database, made if the ledger is in one
   */
  <T> T withPlace(ConnectionOptions connection, Function<LedgerPlace, T> work) {
    return inDatabase
        ? connection.withDatabase(pool -> work.apply(new LedgerPlace(folder, Optional.of(pool))))
        : work.apply(LedgerPlace.in(folder));
  }

  /**
   * Gives the work a way to write down what people decided. The ledger is open before the work
   * begins: where it cannot be written, nothing is done.
   */
  <T> T withActs(ConnectionOptions connection, Function<Consumer<OfficerAct>, T> work) {
    return withPlace(
        connection,
        place -> {
          try (EvidenceLedger open = EvidenceLedger.open(place)) {
            return work.apply(act -> open.append(act.entry(Version.SOFTWARE)));
          }
        });
  }
}
