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
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a customer's journal adds to the shared sums (L3). A fold that needs no base but for its
 * rules; without one the default rules are taken.
 *
 * @param share what is counted; what a held or rejected epoch brought is not
 * @param withdrawn whether the customer does not let events be counted
 * @param epochs closed ones in which the customer has events, the oldest first
 * @param open how many events are in the epoch that is open
 */
record CollectiveShare(
    Inspection.Collective share,
    boolean withdrawn,
    List<InspectionReport.InEpoch> epochs,
    long open) {

  private static final int STRONGEST = 10;

  static CollectiveShare of(
      Journal journal, CustomerId customer, List<JournalEntry> entries, Optional<Base> base) {
    List<Epoch> epochs = journal.epochs().all();
    List<InspectionReport.InEpoch> parts = new ArrayList<>();
    long closed = 0;
    for (Epoch epoch : epochs) {
      long events = entries.stream().filter(entry -> epoch.holds(entry.position())).count();
      if (events > 0) {
        parts.add(InspectionReport.InEpoch.of(epoch, events));
      }
      closed += events;
    }
    return new CollectiveShare(
        of(counted(journal, customer, entries), base, entry -> isOut(entry, epochs)),
        !isCounted(journal, customer),
        parts,
        entries.size() - closed);
  }

  /** Whether an entry is in an epoch that was taken out of the sums. */
  private static boolean isOut(JournalEntry entry, List<Epoch> epochs) {
    return epochs.stream()
        .filter(epoch -> epoch.holds(entry.position()))
        .anyMatch(e -> e.verdict() == Verdict.HELD || e.verdict() == Verdict.REJECTED);
  }

  /** What of a customer's journal is counted: all, or nothing if the customer withdrew that. */
  static List<JournalEntry> counted(
      Journal journal, CustomerId customer, List<JournalEntry> entries) {
    return isCounted(journal, customer) ? entries : List.of();
  }

  /**
   * Whether a customer lets events be counted; what was never spoken of, the rules in force say.
   */
  static boolean isCounted(Journal journal, CustomerId customer) {
    Standing unsaid = journal.epochs().rules().orElse(ConsolidationRules.DEFAULT).unsaid();
    return journal.standing(customer).orElse(unsaid).allows(Purpose.COLLECTIVE);
  }

  private static Inspection.Collective of(
      List<JournalEntry> journal, Optional<Base> base, Predicate<JournalEntry> out) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    return described(contribution(journal, base, index, out), index);
  }

  /** In how many cells what one journal adds differs from what another adds. */
  static long differences(
      List<JournalEntry> before, List<JournalEntry> after, Optional<Base> base) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    return contribution(before, base, index, entry -> false)
        .differences(contribution(after, base, index, entry -> false));
  }

  /**
   * A cell of C(J): a step, or an item that the customer is counted with.
   *
   * @param epoch of the window
   * @param to empty for an item
   * @param amount of a step in fixed point; 1 for an item
   */
  record Cell(long epoch, String from, String to, long amount) {

    private static final Comparator<Cell> ORDER =
        Comparator.comparingLong(Cell::epoch).thenComparing(Cell::from).thenComparing(Cell::to);
  }

  /** The cells of C(J), steps and items, each by epoch and then by the ids of their items. */
  record Cells(List<Cell> steps, List<Cell> items) {}

  static Cells cells(List<JournalEntry> counted, Optional<Base> base) {
    ItemIndex index = new ItemIndex(Catalogue.of(List.of()));
    List<Cell> steps = new ArrayList<>();
    List<Cell> items = new ArrayList<>();
    contribution(counted, base, index, entry -> false)
        .forEach(
            new Changes() {
              @Override
              public void step(long epoch, int from, int to, long amount, int customers) {
                steps.add(new Cell(epoch, name(from), name(to), amount));
              }

              @Override
              public void categoryStep(long epoch, int from, int to, long amount, int customers) {}

              @Override
              public void item(long epoch, int item, int customers) {
                items.add(new Cell(epoch, name(item), "", 1));
              }

              private String name(int item) {
                return index.item(item).value();
              }
            });
    steps.sort(Cell.ORDER);
    items.sort(Cell.ORDER);
    return new Cells(steps, items);
  }

  private static Contribution contribution(
      List<JournalEntry> journal,
      Optional<Base> base,
      ItemIndex index,
      Predicate<JournalEntry> out) {
    Contribution contribution =
        new Contribution(
            base.map(Base::collectiveRules).orElse(CollectiveRules.DEFAULT), Categories.none());
    for (JournalEntry entry : journal) {
      Event event = entry.event();
      int item = index.number(event.item());
      long second = event.at().getEpochSecond();
      if (out.test(entry)) {
        contribution.hide(item, event.kind(), second);
      } else {
        contribution.observe(item, event.kind(), second, Changes.IGNORED);
      }
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
