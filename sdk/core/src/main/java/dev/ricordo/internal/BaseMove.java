package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What another base has of the journal while the present one goes on learning. Thread-safe; call it
 * for an owner under the lock of the owner's lane in the present engine.
 */
/*
 * Owners are adopted one by one, with what their journals hold at that moment. Who learns afterwards
 * is adopted again, with what came since. A merge or an erasure changes journals as a whole: their
 * contributions before are subtracted and those after added, here as in the present sums.
 */
final class BaseMove implements Follower {

  private final Engine next;
  private final Fold fold;
  private final Shares shares;

  /** Owners in the next engine's sums, with the position of the last entry that is in them. */
  private final Map<CustomerId, Long> adopted = new HashMap<>();

  private final Set<CustomerId> behind = new HashSet<>();
  private boolean spoiled;

  /**
   * @param next an engine that has read nothing
   * @param fold of that engine
   * @param shares of that engine
   */
  BaseMove(Engine next, Fold fold, Shares shares) {
    this.next = next;
    this.fold = fold;
    this.shares = shares;
  }

  @Override
  public synchronized void grown(CustomerId owner) {
    behind.add(owner);
  }

  /** Takes those who have learned since they were adopted. */
  synchronized Set<CustomerId> takeBehind() {
    Set<CustomerId> taken = Set.copyOf(behind);
    behind.clear();
    return taken;
  }

  /**
   * Brings an owner up to the end of the journal.
   *
   * @param counted what of the entries enters the sums
   */
  synchronized void adopt(
      CustomerId owner, List<JournalEntry> entries, List<JournalEntry> counted, boolean hot) {
    replace(Map.of(owner, entries), Map.of(owner, counted));
    if (hot) {
      next.keepHot(owner, fold.of(entries));
    }
  }

  @Override
  public synchronized void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after) {
    before.forEach(
        (owner, entries) -> {
          Long last = adopted.remove(owner);
          next.dropHot(owner);
          if (last != null) {
            next.subtract(shares.of(Engine.upTo(last, entries)));
          }
        });
    after.forEach(
        (owner, entries) -> {
          if (!entries.isEmpty()) {
            next.add(shares.of(entries));
            adopted.put(owner, entries.get(entries.size() - 1).position());
          }
        });
  }

  @Override
  public synchronized void spoil() {
    spoiled = true;
  }

  synchronized boolean spoiled() {
    return spoiled;
  }
}
