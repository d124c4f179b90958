package dev.ricordo.governance.cli;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.evidence.EpochRecorder;
import dev.ricordo.evidence.RecordedConsolidation;
import dev.ricordo.governance.Version;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/**
 * Changes epochs of a journal, by the rules in force, and writes down in the ledger what became of
 * them.
 */
final class ConsolidationOptions {

  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final EvidenceOption ledger = new EvidenceOption();
  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  /** Changes epochs; those that the change returns are written into the ledger. */
  List<Epoch> changed(Function<Consolidation, List<Epoch>> change) {
    return Busy.with("examining epochs", () -> change(change));
  }

  private List<Epoch> change(Function<Consolidation, List<Epoch>> change) {
    Base release =
        base.find()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--base: is missing; what an epoch brought is folded by its rules"));
    return database.withStore(
        store ->
            ledger.withLedger(
                database,
                store,
                evidence -> {
                  try (Ricordo ricordo =
                      Ricordo.builder()
                          .base(release)
                          .catalogue(release.describedCatalogue())
                          .journal(store.journal())
                          .consolidation(rules(store.journal()))
                          .build()) {
                    EpochRecorder recorder =
                        new EpochRecorder(
                            evidence,
                            database.tenant(),
                            release,
                            Version.SOFTWARE,
                            Clock.systemUTC());
                    return change.apply(recorded(ricordo.consolidation(), recorder));
                  }
                }));
  }

  /** What was decided by whoever ended before writing it down is written down first. */
  private static Consolidation recorded(Consolidation own, EpochRecorder recorder) {
    recorder.complete(own.rules(), own.epochs());
    return new RecordedConsolidation(
        own, decisions -> recorder.record(decisions, own.rules(), own.epochs()));
  }

  /** Those in force; others are refused when the journal is opened with them. */
  private ConsolidationRules rules(Journal journal) {
    return rules.over(RulesOption.inForce(journal));
  }
}
