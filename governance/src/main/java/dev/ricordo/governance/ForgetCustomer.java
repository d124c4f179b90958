package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Forgets a customer, or shows what forgetting would do.
 *
 * <p>The journal is where a customer is: memory, snapshot and share in the collective counts are
 * functions of it. A shop that runs on the same journal notices within a second and folds what it
 * holds anew. Thread-safe.
 */
public final class ForgetCustomer {

  private static final int ANSWERS = 10;

  private final Journal journal;
  private final Optional<Base> base;
  private final Clock clock;

  public ForgetCustomer(Journal journal, Optional<Base> base, Clock clock) {
    this.journal = journal;
    this.base = base;
    this.clock = clock;
  }

  /**
   * Shows what would go and, with a base, how the answers would change: the same question is put to
   * the world as it is and to one that never had the customer. Changes nothing; folds the whole
   * journal twice.
   */
  public ForgetReport preview(CustomerId customer, Progress progress) {
    List<JournalEntry> entries = journal.read(customer, 1);
    Inspection.Collective share = CollectiveShare.of(entries, base);
    return ForgetReport.preview(
        entries.size(),
        share.cells(),
        base.map(release -> answers(release, customer, everybody -> true, progress)),
        base.map(release -> answers(release, customer, c -> !c.equals(customer), progress)));
  }

  private List<ItemId> answers(
      Base release, CustomerId customer, Predicate<CustomerId> present, Progress progress) {
    try (Progress.Bar bar = progress.start("customers folded", 0);
        Ricordo ricordo =
            Ricordo.builder()
                .base(release)
                .journal(Journals.world(journal, present, bar::advance))
                .hotBytes(1)
                .build()) {
      Ranking ranking = ricordo.recommend(customer, Slot.of("preview"), ANSWERS);
      return ranking.items();
    }
  }

  /**
   * Forgets, and looks whether it is so.
   *
   * @throws RicordoException if the journal fails; then nothing was forgotten
   */
  public ForgetReport forget(CustomerId customer) {
    long cells = CollectiveShare.of(journal.read(customer, 1), base).cells();
    Instant at = clock.instant();
    long events = journal.erase(customer, at);
    long left =
        journal.read(customer, 1).stream().filter(entry -> !entry.event().at().isAfter(at)).count();
    return ForgetReport.done(at, events, cells, left);
  }
}
