package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.postgres.PostgresStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which ledger. By default the one beside the demo shop's vault. */
final class LedgerOption {

  private static final Path SHIPPED = Path.of("demo-shop", ".ricordo", "ledger");

  @Option(
      names = "--ledger",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_LEDGER}",
      description =
          "Folder of the ledger, else $$RICORDO_LEDGER, else beside the demo shop's vault. Its"
              + " private key is in a file of this name and .key, its public one in .pub, the"
              + " checkpoints that it has signed in .checkpoints.")
  private @Nullable Path given;

  @Option(
      names = "--ledger-in-database",
      description =
          "The ledger's entries are in the database instead of the folder. Its keys and checkpoints"
              + " are where --ledger says.")
  private boolean inDatabase;

  /** Whether somebody said which ledger it is. */
  boolean wasNamed() {
    return inDatabase || given != null;
  }

  /** Whether it is the demo shop's while the data are not. */
  boolean isOfAnotherShop(CommandSpec command) {
    return !wasNamed() && Elsewhere.isNamed(command);
  }

  private Path folder() {
    return given == null ? Home.folder().resolve(SHIPPED) : given;
  }

  /**
   * Refuses a store that is older than the ledger: what it erases now would hide from the ledger
   * that it came back from a backup. Where no ledger was ever written there is nothing to refuse,
   * which is said where one was named; the demo shop's says nothing of another shop.
   *
   * @param command that is run
   * @throws RicordoException if it is older, or the ledger cannot be read
   */
  void requireNotAhead(CommandSpec command, DatabaseOptions database, PostgresStore store) {
    if (isOfAnotherShop(command)) {
      return;
    }
    WatchedStore watched = database.watched(store);
    withPlace(
        database.connection(),
        place -> {
          if (place.hasTraces() || place.hasLedger()) {
            requireNotAhead(place, watched);
          } else if (wasNamed()) {
            warnOfNone(command, place);
          }
          return null;
        });
  }

  private static void warnOfNone(CommandSpec command, LedgerPlace place) {
    PrintWriter err = command.commandLine().getErr();
    err.println(
        "ricordo: WARNING: there is no ledger in "
            + place
            + ", so nobody looked whether the store came back from a backup.");
    err.flush();
  }

  private static void requireNotAhead(LedgerPlace place, WatchedStore store) {
    try {
      NoteVerifier key = NoteVerifier.load(place.publicKey(), NoteVerifier.Kind.LOG);
      store
          .behind(place.view(key))
          .ifPresent(
              why -> {
                throw new LedgerException(why);
              });
    } catch (LedgerException e) {
      throw new RicordoException("ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  /**
   * Gives the ledger's place to the work.
   *
   * @param connection to the database, made if the ledger is in one
   */
  <T> T withPlace(ConnectionOptions connection, Function<LedgerPlace, T> work) {
    return inDatabase
        ? connection.withDatabase(pool -> work.apply(LedgerPlace.in(pool, folder())))
        : work.apply(LedgerPlace.in(folder()));
  }
}
