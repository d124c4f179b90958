package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.Transitions;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a customer's journal adds to the shared sums (L3). A fold that needs no base. */
final class CollectiveShare {

  private static final int STRONGEST = 10;

  private CollectiveShare() {}

  static Inspection.Collective of(List<JournalEntry> journal) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    Contribution contribution = new Contribution();
    RecentItems recent = new RecentItems();
    for (JournalEntry entry : journal) {
      if (entry.event().kind().counted()) {
        int item = index.number(entry.event().item());
        contribution.observe(recent, item);
        recent.push(item, entry.event().at().getEpochSecond());
      }
    }
    return described(contribution, index);
  }

  private static Inspection.Collective described(Contribution contribution, ItemIndex index) {
    List<Inspection.Transition> steps = new ArrayList<>();
    contribution.forEach(
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
