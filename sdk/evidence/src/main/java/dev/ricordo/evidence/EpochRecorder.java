package dev.ricordo.governance.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.consolidation.Epoch;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Writes into the ledger what became of epochs. Thread-safe. */
public final class EpochRecorder {

  private final EvidenceLedger ledger;
  private final Base base;
  private final Clock clock;

  public EpochRecorder(EvidenceLedger ledger, Base base, Clock clock) {
    this.ledger = ledger;
    this.base = base;
    this.clock = clock;
  }

  /**
   * Adds an entry for an epoch as it is now.
   *
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void record(Epoch epoch) {
    String digest = HexFormat.of().formatHex(base.digest());
    ledger.append(EpochEntry.write(epoch, digest, clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }
}
