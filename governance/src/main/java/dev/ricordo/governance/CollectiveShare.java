package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.Transitions;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a customer's journal adds to the shared sums (L3). A fold that needs no base but for its
 * rules; without one the default rules are taken.
 */
final class CollectiveShare {

  private static final int STRONGEST = 10;

  private CollectiveShare() {}

  /** What of a customer's journal is counted: all, or nothing if the customer withdrew that. */
  static List<JournalEntry> counted(
      Journal journal, CustomerId customer, List<JournalEntry> entries) {
    return journal.standing(customer).allows(Purpose.COLLECTIVE) ? entries : List.of();
  }

  static Inspection.Collective of(List<JournalEntry> journal, Optional<Base> base) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    return described(contribution(journal, base, index), index);
  }

  /** In how many cells what one journal adds differs from what another adds. */
  static long differences(
      List<JournalEntry> before, List<JournalEntry> after, Optional<Base> base) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    return contribution(before, base, index).differences(contribution(after, base, index));
  }

  private static Contribution contribution(
      List<JournalEntry> journal, Optional<Base> base, ItemIndex index) {
    Contribution contribution =
        new Contribution(
            base.map(Base::collectiveRules).orElse(CollectiveRules.DEFAULT), Categories.none());
    for (JournalEntry entry : journal) {
      Event event = entry.event();
      int item = index.number(event.item());
      contribution.observe(item, event.kind(), event.at().getEpochSecond(), Changes.IGNORED);
    }
    return contribution;
  }

  private static Inspection.Collective described(Contribution contribution, ItemIndex index) {
    List<Inspection.Transition> steps = new ArrayList<>();
    contribution.forEachStep(
        (from, to, amount) ->
            steps.add(
                new Inspection.Transition(
                    index.item(from), index.item(to), (double) amount / Transitions.ONE)));
    steps.sort(
        Comparator.comparingDouble(Inspection.Transition::weight)
            .reversed()
            .thenComparing(Inspection.Transition::from)
            .thenComparing(Inspection.Transition::to));
    double total = steps.stream().mapToDouble(Inspection.Transition::weight).sum();
    return new Inspection.Collective(
        steps.size(), total, steps.subList(0, Math.min(STRONGEST, steps.size())));
  }
}
