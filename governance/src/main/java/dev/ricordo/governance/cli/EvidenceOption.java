package dev.ricordo.governance.cli;

import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.governance.Version;
import dev.ricordo.postgres.PostgresStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The ledger that a command writes into, and who cosigns what it says. */
final class EvidenceOption {

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final LedgerOption ledger = new LedgerOption();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<WitnessOption> witnesses = new ArrayList<>();

  /**
   * Gives the ledger to the work, opened to write. A witness that did not cosign is named on the
   * standard error.
   *
   * @param database whose tenant's store it is, and which the ledger may be in
   * @param store that must not be older than the ledger
   * @throws IllegalArgumentException if it is to be the demo shop's and the data are another's
   */
  <T> T withLedger(
      DatabaseOptions database, PostgresStore store, Function<EvidenceLedger, T> work) {
    if (ledger.isOfAnotherShop(spec)) {
      throw new IllegalArgumentException(
          "--ledger: is missing; the demo shop's ledger is about its own data");
    }
    WatchedStore watched = database.watched(store);
    return ledger.withPlace(
        database.connection(),
        place -> {
          try (EvidenceLedger evidence =
              EvidenceLedger.open(place.cosignedBy(WitnessOption.require(witnesses)), watched)) {
            T done = work.apply(evidence);
            warn(evidence.notCosigned());
            return done;
          }
        });
  }

  /**
   * Gives the work a way to write down what people decided. The ledger is open before the work
   * begins: where it cannot be written, or the store is older, nothing is done.
   */
  <T> T withActs(
      DatabaseOptions database, PostgresStore store, Function<Consumer<OfficerAct>, T> work) {
    return withLedger(
        database, store, open -> work.apply(act -> open.append(act.entry(Version.SOFTWARE))));
  }

  /** As {@link LedgerOption#requireNotAhead}. */
  void requireNotAhead(DatabaseOptions database, PostgresStore store) {
    ledger.requireNotAhead(spec, database, store);
  }

  private void warn(List<String> notCosigned) {
    PrintWriter err = spec.commandLine().getErr();
    for (String why : notCosigned) {
      err.println("ricordo: WARNING: " + why + ". What was written is not cosigned by it.");
    }
    err.flush();
  }
}
