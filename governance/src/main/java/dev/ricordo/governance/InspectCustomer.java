package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shows what is remembered of a customer, level by level, down to the events behind it.
 *
 * <p>The journal and the share in the collective counts need no base; the own levels are shown if
 * the base that it was learned with is at hand. Changes nothing. Thread-safe.
 */
public final class InspectCustomer {

  /** The levels that are the customer's own. */
  private static final Set<MemoryLevel> OWN =
      EnumSet.of(MemoryLevel.L0, MemoryLevel.L1, MemoryLevel.L2);

  private final Journal journal;
  private final Optional<Base> base;

  public InspectCustomer(Journal journal, Optional<Base> base) {
    this.journal = journal;
    this.base = base;
  }

  /** Shows every level. */
  public InspectionReport of(CustomerId customer) {
    return of(customer, EnumSet.allOf(MemoryLevel.class));
  }

  /**
   * @param levels which to show; the journal, of which all are functions, is always there
   * @throws dev.ricordo.RicordoException if the journal cannot be read
   */
  public InspectionReport of(CustomerId customer, Set<MemoryLevel> levels) {
    List<JournalEntry> entries = journal.read(customer, 1);
    boolean own = levels.stream().anyMatch(OWN::contains);
    Optional<Inspection> memory = own ? base.map(b -> memory(b, customer)) : Optional.empty();
    List<JournalEntry> counted = CollectiveShare.counted(journal, customer, entries);
    return InspectionReport.of(
        customer, entries, levels, memory, CollectiveShare.of(counted, base), base);
  }

  private Inspection memory(Base release, CustomerId customer) {
    try (Ricordo ricordo =
        Ricordo.builder()
            .base(release)
            .journal(Journals.listingNobody(journal))
            .hotBytes(1)
            .build()) {
      return ricordo.inspect(customer);
    }
  }
}
