package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets an engine of another base take the present one's place: it is told the whole journal while
 * the present one goes on, then everything stops until it knows the last events. Used once.
 */
final class HandOver {

  /** So many customers may be told to the next engine while everything stands still. */
  private static final int FEW = 100;

  private final Journal journal;
  private final Lanes lanes;
  private final Standings standings;
  private final Memories memories;
  private final Following following;

  /** All of the present engine. */
  HandOver(
      Journal journal, Lanes lanes, Standings standings, Memories memories, Following following) {
    this.journal = journal;
    this.lanes = lanes;
    this.standings = standings;
    this.memories = memories;
    this.following = following;
  }

  /**
   * @param next an engine that has read nothing
   * @param move towards it
   * @param swap puts the next engine in the present one's place
   * @return false if another process changed the journal meanwhile; try again with a new engine
   */
  boolean to(Engine next, BaseMove move, Runnable swap) {
    lanes.lockedAll(() -> following.begin(move));
    try {
      journal.forEachCustomer(customer -> adopt(move, customer));
      Set<CustomerId> behind = move.takeBehind();
      while (behind.size() > FEW) {
        behind.forEach(customer -> adopt(move, customer));
        behind = move.takeBehind();
      }
      return finish(next, move, behind, swap);
    } finally {
      following.end();
    }
  }

  private void adopt(BaseMove move, CustomerId customer) {
    lanes.locked(
        customer,
        owner -> {
          List<JournalEntry> entries = journal.read(owner, 1);
          move.adopt(owner, entries, standings.counted(owner, entries), memories.isHot(owner));
          return owner;
        });
  }

  private boolean finish(Engine next, BaseMove move, Set<CustomerId> behind, Runnable swap) {
    lanes.lockedAll(
        () -> {
          Set<CustomerId> last = new HashSet<>(move.takeBehind());
          last.addAll(behind);
          last.forEach(customer -> adopt(move, customer));
          if (!move.spoiled()) {
            next.takeMerged(lanes);
            swap.run();
            lanes.retire();
            memories.abandon();
          }
        });
    return !move.spoiled();
  }
}
