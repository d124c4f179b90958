package dev.ricordo.governance;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.Inspection;
import dev.ricordo.base.Base;
import dev.ricordo.base.Manifest;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a customer. It is about a person: whoever keeps it, keeps personal data.
 *
 * @param seed of the base, or null without one
 * @param levels those asked for, by name
 * @param working the customer's own fast memory (L0), or null if not asked for or without a base
 * @param continuum the customer's slower levels that were asked for (L1, L2); empty without a base
 * @param collective what the customer adds to the shared counts (L3), or null if not asked for
 * @param base the release (L4), or null if not asked for or without one
 */
public record InspectionReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    String customer,
    List<String> levels,
    List<Line> events,
    @Nullable Working working,
    List<Inspection.Slower> continuum,
    @Nullable Collective collective,
    @Nullable Release base)
    implements Report {

  /** One event of the journal. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      long position,
      String id,
      String at,
      String kind,
      String item,
      double quantity,
      @Nullable Double price,
      @Nullable String session,
      @Nullable String dwell,
      @Nullable String channel,
      @Nullable String campaign) {

    /**
     * @param position which of the customer's events it is, from 1
     */
    public static Line of(int position, Event event) {
      return new Line(
          position,
          event.id().value(),
          event.at().toString(),
          event.kind().text(),
          event.item().value(),
          event.quantity(),
          event.price().isPresent() ? event.price().getAsDouble() : null,
          event.session().orElse(null),
          event.dwell().map(java.time.Duration::toString).orElse(null),
          event.channel().orElse(null),
          event.campaign().orElse(null));
    }
  }

  /**
   * L0.
   *
   * @param strength per head, how far it has moved from the shared weights
   */
  public record Working(long bytes, long steps, List<Double> strength, List<String> pointsTo) {

    static Working of(Inspection.Working working) {
      return new Working(
          working.bytes(),
          working.steps(),
          working.strength(),
          working.pointsTo().stream().map(ItemId::value).toList());
    }
  }

  /**
   * L3.
   *
   * @param total of what is contributed, in steps
   */
  public record Collective(long cells, double total, List<Step> strongest) {

    static Collective of(Inspection.Collective collective) {
      return new Collective(
          collective.cells(),
          collective.total(),
          collective.strongest().stream()
              .map(step -> new Step(step.from().value(), step.to().value(), step.weight()))
              .toList());
    }
  }

  /** From one item to another. */
  public record Step(String from, String to, double weight) {}

  /** L4. */
  public record Release(String release, String dataDigest, long seed) {

    static Release of(Manifest manifest) {
      return new Release(manifest.release(), manifest.dataDigest(), manifest.seed());
    }
  }

  public InspectionReport {
    levels = List.copyOf(levels);
    events = List.copyOf(events);
    continuum = List.copyOf(continuum);
  }

  static InspectionReport of(
      CustomerId customer,
      List<JournalEntry> entries,
      Set<MemoryLevel> levels,
      Optional<Inspection> memory,
      Inspection.Collective collective,
      Optional<Base> base) {
    return new InspectionReport(
        "inspect",
        Version.TEXT,
        Machine.here("cpu"),
        base.map(b -> b.manifest().seed()).orElse(null),
        customer.value(),
        levels.stream().map(Enum::name).sorted().toList(),
        IntStream.range(0, entries.size())
            .mapToObj(i -> Line.of(i + 1, entries.get(i).event()))
            .toList(),
        levels.contains(MemoryLevel.L0)
            ? memory.map(inspection -> Working.of(inspection.working())).orElse(null)
            : null,
        memory.map(Inspection::continuum).orElse(List.of()).stream()
            .filter(level -> levels.contains(MemoryLevel.valueOf(level.name())))
            .toList(),
        levels.contains(MemoryLevel.L3) ? Collective.of(collective) : null,
        levels.contains(MemoryLevel.L4)
            ? base.map(b -> Release.of(b.manifest())).orElse(null)
            : null);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    addJournal(lines);
    levels.forEach(level -> addLevel(lines, MemoryLevel.valueOf(level)));
    return lines;
  }

  private void addJournal(List<String> lines) {
    if (events.isEmpty()) {
      lines.add("Journal: nothing is remembered of this customer");
      return;
    }
    lines.add("Journal: " + count(events.size(), "event") + ", everything below is made of it");
    Table table = new Table("#", "time", "kind", "item", "quantity", "price", "session");
    for (Line event : events) {
      table.row(
          event.position(),
          event.at(),
          event.kind().isEmpty() ? "unknown" : event.kind(),
          event.item(),
          String.format(Locale.ROOT, "%.6g", event.quantity()).replaceAll("\\.?0+$", ""),
          event.price() == null ? "" : String.format(Locale.ROOT, "%.2f", event.price()),
          event.session() == null ? "" : event.session());
    }
    lines.addAll(table.lines());
  }

  private void addLevel(List<String> lines, MemoryLevel level) {
    lines.add("");
    String head = level.name() + " " + level.title() + ": ";
    switch (level) {
      case L0 -> addWorking(lines, head);
      case L1, L2 -> addSlower(lines, head, level);
      case L3 -> addCollective(lines, head);
      case L4 -> addBase(lines, head);
    }
  }

  private void addWorking(List<String> lines, String head) {
    if (working == null) {
      lines.add(head + "not shown, no base was given (--base)");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%,d bytes, %s folded in",
            head,
            working.bytes(),
            count(working.steps(), "event")));
    lines.add("  moved from the shared weights, per head: " + joined(working.strength()));
    lines.add("  points to: " + String.join(", ", working.pointsTo()));
  }

  private void addSlower(List<String> lines, String head, MemoryLevel level) {
    Optional<Inspection.Slower> kept =
        continuum.stream().filter(slower -> slower.name().equals(level.name())).findFirst();
    if (kept.isEmpty()) {
      lines.add(
          head + (seed == null ? "not shown, no base was given (--base)" : "not in this base"));
      return;
    }
    Inspection.Slower slower = kept.get();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%,d bytes, changes every %s, has done so %s",
            head,
            slower.bytes(),
            count(slower.cadence(), "event"),
            count(slower.changes(), "time")));
    lines.add("  moved from the shared block: " + joined(List.of(slower.strength())));
  }

  private void addCollective(List<String> lines, String head) {
    if (collective == null || collective.cells() == 0) {
      lines.add(head + "nothing of this customer");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%s, %.3f steps in all, the strongest:",
            head,
            count(collective.cells(), "cell"),
            collective.total()));
    Table table = new Table("from", "to", "steps");
    for (Step step : collective.strongest()) {
      table.row(step.from(), step.to(), String.format(Locale.ROOT, "%.3f", step.weight()));
    }
    lines.addAll(table.lines());
  }

  private void addBase(List<String> lines, String head) {
    if (base == null) {
      lines.add(head + "not shown, no base was given (--base)");
      return;
    }
    lines.add(head + "release " + base.release() + ", changes with releases only");
    lines.add("  trained on the log with SHA-256 " + base.dataDigest());
  }

  private static String joined(List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.3f", number))
        .collect(Collectors.joining("  "));
  }

  static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
