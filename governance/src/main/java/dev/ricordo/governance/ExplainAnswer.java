package dev.ricordo.governance;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import java.util.Optional;

/**
 * Says which events and levels carry an answer, checked by replay without them.
 *
 * <p>Folds the whole journal, for the answer reads what everybody shares. Changes nothing.
 * Thread-safe.
 */
public final class ExplainAnswer {

  private final Journal journal;
  private final Base base;

  public ExplainAnswer(Journal journal, Base base) {
    this.journal = journal;
    this.base = base;
  }

  /**
   * @throws IllegalArgumentException if the base does not know the item
   * @throws dev.ricordo.RicordoException if the journal cannot be read
   */
  public BecauseReport of(CustomerId customer, ItemId item, Progress progress) {
    try (Progress.Bar bar = progress.start("customers folded", 0);
        Ricordo ricordo =
            Ricordo.builder()
                .base(base)
                .journal(Journals.changed(journal, Optional::of, bar::advance))
                .hotBytes(1)
                .build()) {
      if (!ricordo.catalogue().contains(item)) {
        throw new IllegalArgumentException("item: \"" + item + "\" is not in the base");
      }
      int all = ricordo.catalogue().size();
      Ranking ranking = ricordo.recommend(customer, Slot.of("because"), all);
      return BecauseReport.of(ricordo.because(ranking, item), base.manifest().seed());
    }
  }
}
