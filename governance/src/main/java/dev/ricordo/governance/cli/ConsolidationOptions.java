package dev.ricordo.governance.cli;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Policy;
import dev.ricordo.evidence.EpochRecorder;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.RecordedConsolidation;
import dev.ricordo.governance.Version;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Changes epochs of a journal, by rules that must be those of the shop, and writes down in the
 * ledger what became of them.
 */
final class ConsolidationOptions {

  @Option(
      names = "--policy",
      defaultValue = "LIVE",
      paramLabel = "POLICY",
      description = "LIVE or EPOCH, as the shop's (default: ${DEFAULT-VALUE}).")
  private Policy policy = Policy.LIVE;

  @Option(
      names = "--approvals",
      defaultValue = "0",
      paramLabel = "N",
      description = "People who must agree, as the shop's (default: ${DEFAULT-VALUE}).")
  private int approvals;

  @Option(
      names = "--minimum-contributors",
      defaultValue = "20",
      paramLabel = "N",
      description =
          "Customers that an epoch must come from, as the shop's (default: ${DEFAULT-VALUE}).")
  private long minimumContributors = GateRules.DEFAULT.minimumContributors();

  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  /** Changes epochs; those that the change returns are written into the ledger. */
  List<Epoch> changed(Function<Consolidation, List<Epoch>> change) {
    ConsolidationRules rules =
        new ConsolidationRules(
            policy, GateRules.DEFAULT.with("minimumContributors", minimumContributors), approvals);
    Base release =
        base.find()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--base: is missing; what an epoch brought is folded by its rules"));
    return database.withJournal(
        journal ->
            ledger.withPlace(
                database.connection(),
                place -> {
                  try (EvidenceLedger evidence = EvidenceLedger.open(place);
                      Ricordo ricordo =
                          Ricordo.builder()
                              .base(release)
                              .journal(journal)
                              .consolidation(rules)
                              .build()) {
                    EpochRecorder recorder =
                        new EpochRecorder(
                            evidence,
                            database.tenant(),
                            release,
                            "ricordo " + Version.TEXT,
                            Clock.systemUTC());
                    return change.apply(
                        new RecordedConsolidation(
                            ricordo.consolidation(),
                            decisions -> decisions.forEach(recorder::record)));
                  }
                }));
  }
}
