package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.Retrospect;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.lab.Progress;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shows what is remembered of a customer, level by level, down to the events behind it, and how it
 * came to be.
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

  /** What the own levels hold and how that came to be. */
  record Memory(Inspection inspection, Retrospect retrospect) {}

  /**
   * @param levels which to show; the journal, of which all are functions, is always there
   * @throws dev.ricordo.RicordoException if the journal cannot be read
   */
  public InspectionReport of(CustomerId customer, Set<MemoryLevel> levels, Progress progress) {
    List<JournalEntry> entries = journal.read(customer, 1);
    boolean own = levels.stream().anyMatch(OWN::contains);
    Optional<Memory> memory =
        own ? base.map(b -> memory(b, customer, entries.size(), progress)) : Optional.empty();
    CollectiveShare share = CollectiveShare.of(journal, customer, entries, base);
    List<Panel> holding = journal.panels().holding(customer);
    return new Findings(customer, entries, levels, memory, share, base, holding).report();
  }

  private Memory memory(Base release, CustomerId customer, int events, Progress progress) {
    long looks = events + (long) Math.min(events, Retrospect.TRIED);
    try (Progress.Bar bar = progress.start("events replayed", looks);
        Ricordo ricordo =
            Ricordo.builder()
                .base(release)
                .catalogue(release.describedCatalogue())
                .journal(Journals.listingNobody(journal))
                .hotBytes(1)
                .build()) {
      return new Memory(ricordo.inspect(customer), ricordo.retrospect(customer, bar::advance));
    }
  }
}
