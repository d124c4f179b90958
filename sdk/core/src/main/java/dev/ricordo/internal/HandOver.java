package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets other sums, or the engine of another base, take the place of the present ones: they are told
 * the whole journal while learning goes on, then everything stops until they know the last events.
 * Used once.
 */
final class HandOver {

  /** So many customers may be told while everything stands still. */
  private static final int FEW = 100;

  /** So many wait for a moment if they want to learn while their journals are read. */
  private static final int PAGE = 50;

  private final Journal journal;
  private final Lanes lanes;
  private final Standings standings;
  private final Following following;

  /** All of the present engine. */
  HandOver(Journal journal, Lanes lanes, Standings standings, Following following) {
    this.journal = journal;
    this.lanes = lanes;
    this.standings = standings;
    this.following = following;
  }

  /**
   * Tells all there is, then swaps, with all lanes held.
   *
   * @param adoption of nobody yet
   * @param swap is given whether another process changed journals meanwhile
   */
  void to(Adoption adoption, Consumer<Boolean> swap) {
    lanes.lockedAll(() -> following.begin(adoption));
    try {
      adoptAll(adoption, journal::forEachCustomer);
      Set<CustomerId> behind = adoption.takeBehind();
      while (behind.size() > FEW) {
        adoptAll(adoption, behind::forEach);
        behind = adoption.takeBehind();
      }
      finish(adoption, behind, swap);
    } finally {
      following.end();
    }
  }

  private void adoptAll(Adoption adoption, Consumer<Consumer<CustomerId>> everyone) {
    List<CustomerId> page = new ArrayList<>(PAGE);
    everyone.accept(
        customer -> {
          page.add(customer);
          if (page.size() == PAGE) {
            adopt(adoption, page);
            page.clear();
          }
        });
    adopt(adoption, page);
  }

  private void adopt(Adoption adoption, Collection<CustomerId> customers) {
    lanes.locked(
        customers,
        owners -> {
          standings.of(owners); // asked for at once, so that they are hot
          journal
              .readAll(owners)
              .forEach((o, entries) -> adoption.adopt(o, entries, standings.counted(o, entries)));
          return owners;
        });
  }

  private void finish(Adoption adoption, Set<CustomerId> behind, Consumer<Boolean> swap) {
    lanes.lockedAll(
        () -> {
          Set<CustomerId> last = new HashSet<>(adoption.takeBehind());
          last.addAll(behind);
          adopt(adoption, last);
          swap.accept(adoption.spoiled());
          following.end(); // before anybody who waits for a lane changes what is in place now
        });
  }
}
