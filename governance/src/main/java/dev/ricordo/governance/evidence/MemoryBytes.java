package dev.ricordo.governance.evidence;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A customer's memory as the bytes of its snapshot, folded from a journal and nothing else. */
final class MemoryBytes {

  private MemoryBytes() {}

  /** The bytes; empty if the journal has nothing of the customer. */
  static Optional<byte[]> of(Journal journal, CustomerId customer, Base base) {
    Kept kept = new Kept();
    try (Ricordo ricordo = Ricordo.builder().base(base).journal(journal).snapshots(kept).build()) {
      ricordo.recommend(customer, Slot.of("certificate"), 1);
    }
    return Optional.ofNullable(kept.bytes);
  }

  private static final class Kept implements Snapshots {

    private volatile byte @Nullable [] bytes;

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      bytes = snapshot.bytes();
    }
  }
}
