package dev.ricordo.internal;

import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the sums hold of owners with long journals, kept so that an owner's next event after a while
 * need not read all those before. Thread-safe; call it for an owner under the lock of the owner's
 * lane.
 */
/*
 * One is written when folding it has taken long, never otherwise: who comes back pays for a long
 * journal once, and from then on for no more than EVERY entries. It holds events of epochs that count
 * alone, up to the first that does not, and is used as long as these do.
 */
final class KeptShares {

  /** So many entries are folded anew at most: 20 ms from a database. */
  static final int EVERY = 1_000;

  /** So many wait to be written at most: each may have megabytes. */
  private static final int MOST_WAITING = 4;

  private final Snapshots kept;
  private final SnapshotWriter writer;
  private final ShareFormat format;
  private final Shares shares;
  private final Calendar calendar;

  /**
   * What is known of an owner.
   *
   * @param share a fold up to the cursor; the caller's
   * @param cursor position of the last entry in it, 0 if it is empty
   */
  record Start(Contribution share, long cursor) {}

  KeptShares(Snapshots kept, ShareFormat format, Shares shares, Calendar calendar) {
    this.kept = kept;
    writer = new SnapshotWriter(kept, MOST_WAITING);
    this.format = format;
    this.shares = shares;
    this.calendar = calendar;
  }

  /**
   * From where the shares of some owners may be folded on; of those with short journals nothing.
   */
  Map<CustomerId, Start> find(Collection<CustomerId> owners) {
    Map<CustomerId, Start> starts = new HashMap<>();
    if (owners.isEmpty()) {
      return starts;
    }
    kept.findAll(owners)
        .forEach(
            (owner, found) -> {
              if (calendar.countsAllUpTo(found.cursor())) {
                format
                    .decode(found.bytes())
                    .ifPresent(share -> starts.put(owner, new Start(share, found.cursor())));
              }
            });
    return starts;
  }

  /**
   * C(J) of an owner whose events count.
   *
   * @param start where to begin; folded on
   * @param entries all that follow it
   */
  Contribution foldedOn(CustomerId owner, Start start, List<JournalEntry> entries) {
    Contribution share = start.share();
    int folded = 0;
    while (folded < entries.size() && calendar.counts(entries.get(folded).position())) {
      shares.add(share, entries.get(folded++), Changes.IGNORED);
    }
    if (folded >= EVERY) {
      long cursor = entries.get(folded - 1).position();
      writer.put(owner, new Snapshot(cursor, format.encode(share)));
    }
    for (JournalEntry entry : entries.subList(folded, entries.size())) {
      shares.add(share, entry, Changes.IGNORED);
    }
    return share;
  }

  /** From the beginning. */
  Start beginning() {
    return new Start(shares.none(), 0);
  }

  /** Forgets what waits to be written of some owners, whose journals have changed. */
  void forgetIf(Predicate<CustomerId> changed) {
    writer.forgetIf(changed);
  }

  /** Writes what waits and takes no more. */
  void close() {
    writer.close();
  }

  /** Forgets what waits and takes no more. */
  void abandon() {
    writer.abandon();
  }
}
