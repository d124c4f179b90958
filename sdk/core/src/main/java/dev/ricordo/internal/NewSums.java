package dev.ricordo.internal;

import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Folds the sums anew for the engine that goes on with the present ones. A hot memory stays only if
 * it is of the same entries, and a hot share becomes what the new sums hold.
 */
final class NewSums implements Adoption.Adopter {

  private final CollectiveSums sums;
  private final Memories memories;

  /**
   * @param sums without any contribution
   */
  NewSums(CollectiveSums sums, Memories memories) {
    this.sums = sums;
    this.memories = memories;
  }

  @Override
  public void add(Contribution share) {
    sums.add(share);
  }

  @Override
  public void subtract(Contribution share) {
    sums.subtract(share);
  }

  /**
   * @throws CancellationException if the thread was interrupted: nobody wants the sums any more
   */
  @Override
  public void adopted(CustomerId owner, List<JournalEntry> entries, Contribution share) {
    long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
    memories.countedAnew(owner, last, share);
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the sums are not folded anew");
    }
  }
}
