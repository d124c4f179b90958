package dev.ricordo.internal;

import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Folds the sums anew for the engine that goes on with the present ones. What is hot of an owner
 * stays only if it is of the same entries, so that it can be told what the new sums hold.
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
  public void adopted(CustomerId owner, List<JournalEntry> entries) {
    memories.dropUnlessAt(
        owner, entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position());
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the sums are not folded anew");
    }
  }
}
