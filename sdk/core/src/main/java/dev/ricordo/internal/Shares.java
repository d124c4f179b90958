package dev.ricordo.internal;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.Event;
import dev.ricordo.spi.JournalEntry;
import java.util.List;

/**
 * Folds journals into customers' shares of the collective sums, C(J), without asking the kernel.
 * What epochs that do not count have brought is kept apart. Thread-safe; a share that is folded
 * into belongs to the caller.
 */
final class Shares {

  private final CollectiveRules rules;
  private final ItemIndex index;
  private final Categories categories;
  private final Calendar calendar;

  /**
   * @param categories of the items, by number
   * @param calendar says which events count
   */
  Shares(CollectiveRules rules, ItemIndex index, Categories categories, Calendar calendar) {
    this.calendar = calendar;
    this.rules = rules;
    this.index = index;
    this.categories = categories;
  }

  /** The share of an empty journal. */
  Contribution none() {
    return new Contribution(rules, categories);
  }

  /** Folds one entry into a share; the changes are told if its epoch counts. */
  void add(Contribution share, JournalEntry entry, Changes changes) {
    if (calendar.counts(entry.position())) {
      tell(share, entry.event(), changes);
    } else {
      Event event = entry.event();
      share.hide(index.number(event.item()), event.kind(), event.at().getEpochSecond());
    }
  }

  /** Folds one event into a share and tells the changes, whether its epoch counts or not. */
  void tell(Contribution share, Event event, Changes changes) {
    int item = index.number(event.item());
    share.observe(item, event.kind(), event.at().getEpochSecond(), changes);
  }

  /** C(J): the share of a whole journal. */
  Contribution of(List<JournalEntry> entries) {
    Contribution share = none();
    for (JournalEntry entry : entries) {
      add(share, entry, Changes.IGNORED);
    }
    return share;
  }
}
