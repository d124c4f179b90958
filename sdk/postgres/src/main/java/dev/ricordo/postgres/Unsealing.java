package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.vault.Seal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens the events of one reading, fetching each subject's key once. Not thread-safe. */
final class Unsealing {

  /** A subject whose key is there. */
  private record Open(Seal seal, CustomerId customer) {}

  private final Sealing sealing;
  private final Map<UUID, Optional<Open>> subjects = new HashMap<>();

  Unsealing(Sealing sealing) {
    this.sealing = sealing;
  }

  /**
   * The entry of a row; empty if the subject was erased a moment ago.
   *
   * @throws dev.ricordo.RicordoException if the key is lost or the row damaged
   */
  Optional<JournalEntry> entry(EventRow.Line line) {
    return subjects
        .computeIfAbsent(line.subject(), subject -> open(line))
        .map(
            open ->
                new JournalEntry(
                    line.position(),
                    EventFormat.read(open.customer(), sealing.event(open.seal(), line))));
  }

  private Optional<Open> open(EventRow.Line line) {
    return sealing
        .find(line.subject())
        .map(
            seal ->
                new Open(
                    seal,
                    sealing.customer(
                        seal, line.subject(), line.customerFormat(), line.customer())));
  }
}
