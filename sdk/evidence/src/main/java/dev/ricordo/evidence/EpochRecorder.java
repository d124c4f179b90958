package dev.ricordo.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.consolidation.Decision;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Writes into the ledger what became of a tenant's epochs. Thread-safe. */
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
   * Adds an entry for a decision.
   *
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void record(Decision decision) {
    ledger.append(
        EpochEntry.write(decision, origin, clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }
}
