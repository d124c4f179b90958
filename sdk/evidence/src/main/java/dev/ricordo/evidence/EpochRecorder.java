package dev.ricordo.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Writes into the ledger what became of a tenant's epochs. Thread-safe. */
/*
 * A decision holds before it is written: whoever decides in another process has to see it, and a
 * ledger that cannot be written keeps nobody from rejecting an epoch. So a process may end in between.
 * The epochs themselves say what they are now; the next one to write, or to start, compares.
 */
public final class EpochRecorder {

  private final EvidenceLedger ledger;
  private final EpochEntry.Origin origin;
  private final Clock clock;

  /**
   * @param base by whose rules the epochs are folded
   * @param software which program writes, with its version
   */
  public EpochRecorder(
      EvidenceLedger ledger, String tenant, Base base, String software, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
    origin = new EpochEntry.Origin(tenant, HexFormat.of().formatHex(base.digest()), software);
  }

  /**
   * Adds entries for decisions and, if the newest entry does not lead to them, for what was decided
   * before and not written, because a process ended in between. What another process has written of
   * these decisions meanwhile, it does not write again.
   *
   * @param decided in their order, at least one
   * @param rules in force
   * @param now all closed epochs as they are
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void record(List<Decision> decided, ConsolidationRules rules, List<Epoch> now) {
    if (goesOn(decided.get(0))) {
      decided.forEach(this::record);
    } else {
      List<Epoch> states = decided.stream().map(Decision::epoch).toList();
      ledger.epochs(origin.tenant()).missing(rules, states, now).forEach(this::record);
    }
  }

  private boolean goesOn(Decision decision) {
    return ledger.newestEpoch(origin.tenant()).stream()
        .allMatch(entry -> entry.after().equals(decision.before()));
  }

  /**
   * Adds entries for what was decided and not written, because a process ended in between. Reads
   * the whole ledger. What was closed before the tenant's first entry stays without one.
   *
   * @param rules in force
   * @param now all closed epochs as they are
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void complete(ConsolidationRules rules, List<Epoch> now) {
    ledger.epochs(origin.tenant()).missing(rules, List.of(), now).forEach(this::record);
  }

  private void record(Decision decision) {
    ledger.append(
        EpochEntry.write(decision, origin, clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }
}
