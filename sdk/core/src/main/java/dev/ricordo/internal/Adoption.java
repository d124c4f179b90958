package dev.ricordo.internal;

import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What other sums have of the journals while learning goes on. Thread-safe; call it for an owner
 * under the lock of the owner's lane in the present engine.
 */
/*
 * Owners are adopted one by one, with what their journals hold at that moment. Who learns afterwards
 * is adopted again, with what came since. A merge or an erasure changes journals as a whole: their
 * contributions before are subtracted and those after added, here as in the present sums.
 */
final class Adoption implements Follower {

  /** Whom owners are adopted by: the engine of another base, or sums that are folded anew. */
  interface Adopter {

    void add(Contribution share);

    void subtract(Contribution share);

    /**
     * An owner was brought up to the end of these entries.
     *
     * @param share what was added; the adopter's
     */
    void adopted(CustomerId owner, List<JournalEntry> entries, Contribution share);

    /** An owner's journal changed as a whole. */
    default void replaced(CustomerId owner) {}
  }

  private final Adopter adopter;
  private final Shares shares;

  /** Owners in the adopter's sums, with the position of the last entry that is in them. */
  private final Map<CustomerId, Long> adopted = new HashMap<>();

  private final Set<CustomerId> behind = new HashSet<>();
  private boolean spoiled;

  /**
   * @param adopter that has nothing yet
   * @param shares as its sums hold them
   */
  Adoption(Adopter adopter, Shares shares) {
    this.adopter = adopter;
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
      CustomerId owner, List<JournalEntry> entries, List<JournalEntry> counted) {
    remove(owner, entries);
    adopter.adopted(owner, entries, add(owner, counted));
  }

  @Override
  public synchronized void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after) {
    before.forEach(this::remove);
    after.forEach(this::add);
  }

  private void remove(CustomerId owner, List<JournalEntry> entries) {
    Long last = adopted.remove(owner);
    adopter.replaced(owner);
    if (last != null) {
      adopter.subtract(shares.of(Engine.upTo(last, entries)));
    }
  }

  private Contribution add(CustomerId owner, List<JournalEntry> entries) {
    Contribution share = shares.of(entries);
    if (!entries.isEmpty()) {
      adopter.add(share);
      adopted.put(owner, entries.get(entries.size() - 1).position());
    }
    return share;
  }

  @Override
  public synchronized void spoil() {
    spoiled = true;
  }

  synchronized boolean spoiled() {
    return spoiled;
  }
}
