package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.RulesChange;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.RulesEntry;
import dev.ricordo.governance.RulesReport;
import dev.ricordo.governance.Version;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo epochs rules}. */
/*
 * The ledger has a change before it is in force. Who dies in between leaves an entry of rules that
 * are not; the same command, given again, puts them in force.
 */
@Command(
    name = "rules",
    description =
        "Shows the rules by which epochs are judged and decided about, or with --rule changes them:"
            + " as many people must agree as the rules of before ask for, at least one. Every epoch"
            + " is to be examined again then, and a shop decides about none until it is started with"
            + " the new rules.",
    mixinStandardHelpOptions = true)
final class EpochsRulesCommand implements Callable<Integer> {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who agrees; once for each. Goes into the ledger.")
  private final List<String> by = new ArrayList<>();

  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final EvidenceOption ledger = new EvidenceOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    report.print(
        database.withStore(
            store -> {
              if (rules.given()) {
                change(store);
              }
              return RulesReport.of(store.journal().epochs().rules());
            }));
    return RicordoCommand.SUCCESS;
  }

  private void change(PostgresStore store) {
    Journal journal = store.journal();
    ConsolidationRules before = RulesOption.inForce(journal);
    RulesChange change = new RulesChange(before, rules.over(before), Set.copyOf(by));
    ledger.withLedger(
        database,
        store,
        evidence -> {
          writeDown(evidence, change);
          put(journal, change);
          return change;
        });
  }

  /**
   * A change that the ledger has and that is not in force was cut short in between: nothing but it
   * can be next, and it has its entry.
   */
  private void writeDown(EvidenceLedger evidence, RulesChange change) {
    Optional<RulesEntry> cutShort =
        evidence
            .newestRules(database.tenant())
            .filter(entry -> entry.before().equals(change.before()));
    if (cutShort.isEmpty()) {
      evidence.append(entry(change));
    } else if (!cutShort.get().now().equals(change.now())) {
      throw new RicordoException(
          "rules: the ledger has a change that was cut short before it came into force, "
              + cutShort.get().text()
              + "; give that one first");
    }
  }

  private static void put(Journal journal, RulesChange change) {
    if (!journal.epochs().putRules(Optional.of(change.before()), change.now())) {
      throw new RicordoException(
          "rules: somebody else changed them meanwhile, beside the ledger; look, and try again");
    }
  }

  private byte[] entry(RulesChange change) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return RulesEntry.write(change, database.tenant(), Version.SOFTWARE, now);
  }
}
