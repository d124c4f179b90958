package dev.ricordo.internal;

import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;

/** Brings owners to an engine of another base: who is hot in the present one is hot there too. */
final class NextBase implements Adoption.Adopter {

  private final CollectiveLevel collective;
  private final Memories memories;
  private final Fold fold;
  private final Memories present;

  /**
   * @param collective of the next engine, as memories and fold
   * @param present memories of the present one
   */
  NextBase(CollectiveLevel collective, Memories memories, Fold fold, Memories present) {
    this.collective = collective;
    this.memories = memories;
    this.fold = fold;
    this.present = present;
  }

  @Override
  public void add(Contribution share) {
    collective.replace(List.of(), List.of(share));
  }

  @Override
  public void subtract(Contribution share) {
    collective.replace(List.of(share), List.of());
  }

  @Override
  public void adopted(CustomerId owner, List<JournalEntry> entries, Contribution share) {
    if (present.isHot(owner)) {
      memories.keepHot(owner, fold.of(entries));
    }
  }

  @Override
  public void replaced(CustomerId owner) {
    memories.drop(owner);
  }
}
