package dev.ricordo.governance.cli;

import dev.ricordo.evidence.LedgerPlace;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

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

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Whether somebody said which ledger it is. */
  boolean wasNamed() {
    return inDatabase
        || System.getenv("RICORDO_LEDGER") != null
        || spec.commandLine().getParseResult().hasMatchedOption("--ledger");
  }

  /**
   * Gives the ledger's place to the work.
   *
   * @param connection to the database, made if the ledger is in one
   */
  <T> T withPlace(ConnectionOptions connection, Function<LedgerPlace, T> work) {
    return inDatabase
        ? connection.withDatabase(pool -> work.apply(LedgerPlace.in(pool, folder)))
        : work.apply(LedgerPlace.in(folder));
  }
}
