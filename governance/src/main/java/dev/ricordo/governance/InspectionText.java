package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.governance.InspectionReport.Cause;
import dev.ricordo.governance.InspectionReport.Collective;
import dev.ricordo.governance.InspectionReport.Course;
import dev.ricordo.governance.InspectionReport.Ground;
import dev.ricordo.governance.InspectionReport.Grounds;
import dev.ricordo.governance.InspectionReport.ItemShare;
import dev.ricordo.governance.InspectionReport.Level;
import dev.ricordo.governance.InspectionReport.Moment;
import dev.ricordo.governance.InspectionReport.Release;
import dev.ricordo.governance.InspectionReport.Step;
import dev.ricordo.governance.InspectionReport.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An inspection as lines for a terminal. Used once. */
final class InspectionText {

  private final InspectionReport report;
  private final List<String> lines = new ArrayList<>();

  InspectionText(InspectionReport report) {
    this.report = report;
  }

  List<String> lines() {
    addJournal();
    report.levels().forEach(this::addLevel);
    return lines;
  }

  private void addJournal() {
    List<EventLine> events = report.events();
    if (events.isEmpty()) {
      lines.add("Journal: nothing is remembered of this customer: never seen here, or forgotten");
      return;
    }
    lines.add(
        "Journal: "
            + InspectionReport.count(events.size(), "event")
            + ", everything below is made of it");
    Table table = new Table("#", "time", "kind", "item", "quantity", "price", "session");
    for (EventLine event : events) {
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

  private void addLevel(Level level) {
    lines.add("");
    String head = level.name() + " " + level.title() + ": ";
    switch (MemoryLevel.valueOf(level.name())) {
      case L0 -> addWorking(head, level);
      case L1, L2 -> addSlower(head, level);
      case L3 -> addCollective(head);
      case L4 -> addBase(head);
    }
    level.words().forEach(words -> lines.add("  " + words));
  }

  private void addWorking(String head, Level level) {
    Working working = report.working();
    Course course = level.course();
    if (working == null || course == null) {
      lines.add(head + "not shown");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%,d bytes, %s folded in",
            head,
            working.bytes(),
            InspectionReport.count(working.steps(), "event")));
    lines.add("  moved from the shared weights, per head: " + numbers(working.strength()));
    addCourse(course);
    Optional.ofNullable(report.grounds()).ifPresent(this::addGrounds);
  }

  private void addSlower(String head, Level level) {
    Course course = level.course();
    Optional<Inspection.Slower> kept =
        report.continuum().stream().filter(one -> one.name().equals(level.name())).findFirst();
    if (kept.isEmpty() || course == null) {
      lines.add(head + (report.seed() == null ? "not shown" : "not in this base"));
      return;
    }
    Inspection.Slower slower = kept.get();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%,d bytes, changes every %s, has done so %s",
            head,
            slower.bytes(),
            InspectionReport.count(slower.cadence(), "event"),
            InspectionReport.count(slower.changes(), "time")));
    lines.add("  moved from the shared block: " + numbers(List.of(slower.strength())));
    addCourse(course);
  }

  /** Where a level pointed. */
  private void addCourse(Course course) {
    Table table = new Table("event", "strength", "points to");
    for (Moment moment : course.moments()) {
      table.row(
          moment.event() == 0 ? "before any" : "event " + moment.event(),
          LevelWords.percent(strength(course, moment.event())),
          moment.items().stream().map(ItemShare::item).collect(Collectors.joining(", ")));
    }
    lines.addAll(table.lines());
  }

  private static double strength(Course course, long event) {
    return course.strength().stream()
        .filter(point -> point.event() <= event)
        .reduce((earlier, later) -> later)
        .map(InspectionReport.Point::strength)
        .orElse(0.0);
  }

  private void addGrounds(Grounds grounds) {
    if (grounds.tried() == 0) {
      return;
    }
    lines.add(
        "  what that rests on, by replay without each of the last "
            + InspectionReport.count(grounds.tried(), "event"));
    Table table = new Table("item", "share", "event", "kind", "of item", "without", "rank then");
    for (Ground ground : grounds.items()) {
      for (Cause cause : ground.causes()) {
        table.row(
            ground.item(),
            LevelWords.percent(ground.share()),
            cause.event(),
            cause.kind(),
            cause.item(),
            LevelWords.percent(cause.shareWithout()),
            cause.rankWithout());
      }
    }
    lines.addAll(table.lines());
  }

  private void addCollective(String head) {
    Collective collective = report.collective();
    if (collective == null || collective.cells() == 0) {
      lines.add(head + "nothing of this customer");
      return;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%s, %.3f steps in all, the strongest:",
            head,
            InspectionReport.count(collective.cells(), "cell"),
            collective.total()));
    Table table = new Table("from", "to", "steps");
    for (Step step : collective.strongest()) {
      table.row(step.from(), step.to(), String.format(Locale.ROOT, "%.3f", step.weight()));
    }
    lines.addAll(table.lines());
  }

  private void addBase(String head) {
    Release base = report.base();
    if (base == null) {
      lines.add(head + "not shown");
      return;
    }
    lines.add(head + "release " + base.release() + ", changes with releases only");
    lines.add("  trained on the log with SHA-256 " + base.dataDigest());
  }

  private static String numbers(List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.3f", number))
        .collect(Collectors.joining("  "));
  }
}
