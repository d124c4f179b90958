package dev.ricordo.internal;

import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Folds the collective sums from all journals. Customers are read a page at a time, so that a store
 * is asked once for many; only a page of entries is held at once. Not thread-safe.
 */
final class Recovery {

  private static final int PAGE = 200;

  private final Journal journal;
  private final BiFunction<CustomerId, List<JournalEntry>, Contribution> share;
  private final CollectiveSums sums;
  private final List<CustomerId> page = new ArrayList<>(PAGE);
  private long events;

  /**
   * @param share what an owner's journal adds to the sums
   * @param sums without any contribution
   */
  Recovery(
      Journal journal,
      BiFunction<CustomerId, List<JournalEntry>, Contribution> share,
      CollectiveSums sums) {
    this.journal = journal;
    this.share = share;
    this.sums = sums;
  }

  /**
   * @param second whose epoch is opened first, since 1970
   */
  void run(long second) {
    sums.open(second);
    journal.forEachCustomer(this::read);
    readPage();
  }

  private void read(CustomerId customer) {
    page.add(customer);
    if (page.size() == PAGE) {
      readPage();
    }
  }

  private void readPage() {
    journal.readAll(page).forEach(this::add);
    page.clear();
  }

  private void add(CustomerId owner, List<JournalEntry> entries) {
    sums.add(share.apply(owner, entries));
    events += entries.size();
  }

  /** What all journals add up to. */
  CollectiveSums sums() {
    return sums;
  }

  /** How many events were read. */
  long events() {
    return events;
  }
}
