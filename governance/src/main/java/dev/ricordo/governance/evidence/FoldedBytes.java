package dev.ricordo.governance.evidence;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store may keep of a customer, as bytes, folded from a journal and nothing else. */
final class FoldedBytes {

  /** Bytes of a memory up to its digests' end, see {@code docs/formats/memory.md}. */
  static final int MEMORY_HEADER = 72;

  /** Bytes of a share up to its digest's end, see {@code docs/formats/share.md}. */
  static final int SHARE_HEADER = 40;

  private FoldedBytes() {}

  /** The memory; empty if the journal has nothing of the customer. */
  static Optional<byte[]> ofMemory(Journal journal, CustomerId customer, Base base) {
    Kept kept = new Kept();
    try (Ricordo ricordo = Ricordo.builder().base(base).journal(journal).snapshots(kept).build()) {
      ricordo.recommend(customer, Slot.of("certificate"), 1);
    }
    return Optional.ofNullable(kept.bytes);
  }

  /**
   * What the sums hold of the customer, as {@code docs/formats/share.md} has it; empty if the
   * journal is too short for that to be kept.
   *
   * @param next an event that is learned when all is folded, and is in none of the bytes
   */
  static Optional<byte[]> ofShare(Journal journal, Event next, Base base) {
    Kept shares = new Kept();
    Snapshots both =
        new Kept() {
          @Override
          public Snapshots shares() {
            return shares;
          }
        };
    // Nothing stays hot: the event finds a customer of whom all has to be folded, and it is kept.
    try (Ricordo ricordo =
        Ricordo.builder().base(base).journal(journal).snapshots(both).hotBytes(1).build()) {
      ricordo.observe(next);
    }
    return Optional.ofNullable(shares.bytes);
  }

  /** Whether two begin alike, up to the digests of what they are folded by. */
  static boolean areFoldedAlike(byte[] one, byte[] other, int header) {
    return Arrays.mismatch(one, other) < 0 || Arrays.mismatch(one, other) >= header;
  }

  private static class Kept implements Snapshots {

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
