package dev.ricordo.shop.page;

import dev.ricordo.Inspection;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An inspection, ready to be shown.
 *
 * @param events what happened, the latest first
 * @param heads how far each head of the working memory has moved
 * @param bytes size of the working memory
 * @param slower the levels between the working memory and the base, fastest first
 * @param pointsTo where the working memory points
 * @param steps the strongest steps added to what everyone shares
 * @param cells how many cells of the shared counts the visitor adds to
 * @param interests events by category, most first
 */
public record MemoryView(
    List<Deed> events,
    List<Head> heads,
    long bytes,
    List<Inspection.Slower> slower,
    List<Product> pointsTo,
    List<Step> steps,
    long cells,
    List<Interest> interests) {

  private static final int SHOWN_INTERESTS = 8;

  /** One event. */
  public record Deed(EventKind kind, Product product, Instant at) {}

  /**
   * One head of the working memory.
   *
   * @param number from 1
   * @param strength how far it has moved, the Frobenius norm of D
   * @param percent of the longest bar
   */
  public record Head(int number, double strength, long percent) {

    public String figure() {
      return String.format(Locale.ROOT, "%.2f", strength);
    }
  }

  /** A step from one product to another, and how much of it is this visitor's. */
  public record Step(Product from, Product to, double weight) {

    public String figure() {
      return String.format(Locale.ROOT, "%.2f", weight);
    }
  }

  /**
   * How many events a category got.
   *
   * @param percent of the largest
   * @param y where its bar lies in the plot, from the top
   */
  public record Interest(Category category, long count, long percent, int y) {

    /** Length of the bar in the plot. */
    public long width() {
      return Math.max(4, percent * 3);
    }
  }

  static MemoryView of(Inspection inspection, Assortment assortment) {
    List<Deed> deeds = deeds(inspection.events(), assortment);
    return new MemoryView(
        deeds,
        heads(inspection.working().strength()),
        inspection.working().bytes(),
        inspection.continuum(),
        inspection.working().pointsTo().stream()
            .map(assortment::find)
            .flatMap(Optional::stream)
            .toList(),
        inspection.collective().strongest().stream()
            .flatMap(t -> step(t, assortment).stream())
            .toList(),
        inspection.collective().cells(),
        interests(deeds));
  }

  private static List<Deed> deeds(List<JournalEntry> entries, Assortment assortment) {
    List<Deed> deeds = new ArrayList<>();
    for (JournalEntry entry : entries) {
      ItemId item = entry.event().item();
      assortment
          .find(item)
          .ifPresent(p -> deeds.add(new Deed(entry.event().kind(), p, entry.event().at())));
    }
    Collections.reverse(deeds);
    return deeds;
  }

  private static List<Head> heads(List<Double> strengths) {
    double longest = Math.max(1e-9, strengths.stream().mapToDouble(s -> s).max().orElse(0));
    List<Head> heads = new ArrayList<>();
    for (double strength : strengths) {
      long percent = strength == 0 ? 0 : Math.max(1, Math.round(100 * strength / longest));
      heads.add(new Head(heads.size() + 1, strength, percent));
    }
    return heads;
  }

  private static Optional<Step> step(Inspection.Transition transition, Assortment assortment) {
    Optional<Product> from = assortment.find(transition.from());
    Optional<Product> to = assortment.find(transition.to());
    return from.flatMap(f -> to.map(t -> new Step(f, t, transition.weight())));
  }

  private static List<Interest> interests(List<Deed> deeds) {
    Map<Category, Long> counts = new EnumMap<>(Category.class);
    deeds.forEach(d -> counts.merge(d.product().category(), 1L, Long::sum));
    long largest = counts.values().stream().mapToLong(c -> c).max().orElse(1);
    List<Interest> interests = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN_INTERESTS)
        .forEach(
            e ->
                interests.add(
                    new Interest(
                        e.getKey(),
                        e.getValue(),
                        100 * e.getValue() / largest,
                        34 * interests.size())));
    return interests;
  }

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return events.isEmpty();
  }

  /** Height of the plot of interests. */
  public int plotHeight() {
    return 34 * interests.size();
  }
}
