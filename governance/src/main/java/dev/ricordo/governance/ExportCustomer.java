package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes down for a customer what is remembered: the events, what the customer has said about their
 * use, and what was inferred from them, in plain words. Changes nothing. Thread-safe.
 */
public final class ExportCustomer {

  private final Journal journal;
  private final Optional<Base> base;
  private final Clock clock;

  /**
   * @param base that was learned with; without one nothing can be said about what was inferred
   */
  public ExportCustomer(Journal journal, Optional<Base> base, Clock clock) {
    this.journal = journal;
    this.base = base;
    this.clock = clock;
  }

  /**
   * @throws dev.ricordo.RicordoException if the journal cannot be read
   */
  public CustomerExport of(CustomerId customer) {
    List<JournalEntry> entries = journal.read(customer, 1);
    Standing standing = journal.standing(customer);
    InspectionReport inspected =
        new InspectCustomer(journal, base)
            .of(customer, EnumSet.allOf(MemoryLevel.class), Progress.silent());
    return new CustomerExport(
        CustomerExport.FORMAT,
        CustomerExport.VERSION,
        customer.value(),
        clock.instant().toString(),
        inspected.events(),
        said(standing),
        entries.isEmpty() ? List.of() : inferred(inspected));
  }

  private static Map<String, String> said(Standing standing) {
    Map<String, String> said = new LinkedHashMap<>();
    for (Purpose purpose : Purpose.values()) {
      String word = standing.granted().contains(purpose) ? "granted" : "nothing said";
      said.put(
          purpose.name().toLowerCase(Locale.ROOT),
          standing.withdrawn().contains(purpose) ? "withdrawn" : word);
    }
    said.put("restricted", standing.unused() ? "yes" : "no");
    said.put("objectsToMarketing", standing.objectsToMarketing() ? "yes" : "no");
    return said;
  }

  private List<String> inferred(InspectionReport inspected) {
    List<String> words = new ArrayList<>();
    addWorking(words, inspected);
    for (Inspection.Slower level : inspected.continuum()) {
      inspected.find(MemoryLevel.valueOf(level.name())).ifPresent(l -> words.addAll(l.words()));
    }
    addCollective(words, inspected);
    return words;
  }

  private void addWorking(List<String> words, InspectionReport inspected) {
    InspectionReport.Working working = inspected.working();
    if (working == null) {
      words.add("What was inferred is not shown: the base that it was learned with was not given.");
      return;
    }
    words.add(
        String.format(
            Locale.ROOT,
            "A memory of your own of %,d bytes has followed %d of your events.",
            working.bytes(),
            working.steps()));
    words.add(
        "By it alone you would be shown first: " + String.join(", ", working.pointsTo()) + ".");
    String categories = categories(working.pointsTo());
    if (!categories.isEmpty()) {
      words.add("These are of the categories: " + categories + ".");
    }
  }

  /** The categories of items, most frequent first. */
  private String categories(List<String> items) {
    Catalogue catalogue =
        base.map(Base::describedCatalogue).orElseGet(() -> Catalogue.of(List.of()));
    Map<String, Long> counts =
        items.stream()
            .flatMap(item -> catalogue.find(ItemId.of(item)).stream())
            .map(Item::category)
            .filter(category -> !category.isEmpty())
            .collect(Collectors.groupingBy(category -> category, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private static void addCollective(List<String> words, InspectionReport inspected) {
    InspectionReport.Collective share = inspected.collective();
    if (share == null || share.cells() == 0) {
      words.add("Nothing of you is counted in what all customers share.");
      return;
    }
    String strongest =
        share.strongest().stream()
            .limit(3)
            .map(step -> "from " + step.from() + " to " + step.to())
            .collect(Collectors.joining(", "));
    words.add(
        String.format(
            Locale.ROOT,
            "You are counted in %d steps between items that all customers share, most in: %s.",
            share.cells(),
            strongest));
  }
}
