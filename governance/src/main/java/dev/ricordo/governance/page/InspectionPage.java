package dev.ricordo.governance.page;

import dev.ricordo.evidence.EventLine;
import dev.ricordo.governance.InspectionReport;
import dev.ricordo.governance.InspectionReport.CategoryShare;
import dev.ricordo.governance.InspectionReport.Cause;
import dev.ricordo.governance.InspectionReport.Collective;
import dev.ricordo.governance.InspectionReport.Course;
import dev.ricordo.governance.InspectionReport.Ground;
import dev.ricordo.governance.InspectionReport.Grounds;
import dev.ricordo.governance.InspectionReport.InEpoch;
import dev.ricordo.governance.InspectionReport.ItemShare;
import dev.ricordo.governance.InspectionReport.Level;
import dev.ricordo.governance.InspectionReport.Moment;
import dev.ricordo.governance.InspectionReport.Point;
import dev.ricordo.governance.InspectionReport.Release;
import dev.ricordo.governance.InspectionReport.Step;
import dev.ricordo.governance.page.Html.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is remembered of a customer as one page, in words and pictures, each picture with a table
 * behind it. It is about a person: keep it where only those may read it who may read the journal.
 */
public final class InspectionPage {

  /** Events that are listed at most: the latest. */
  private static final int LISTED = 500;

  /** Up to so many events are listed without being asked for. */
  private static final int OPEN = 25;

  private final InspectionReport report;
  private final Html page;

  private InspectionPage(InspectionReport report, Html page) {
    this.report = report;
    this.page = page;
  }

  /**
   * The page, a whole document.
   *
   * @param at when it is made
   */
  public static String of(InspectionReport report, Instant at) {
    return Html.document(
        "What is remembered of " + report.customer(),
        page -> new InspectionPage(report, page).write(at));
  }

  private void write(Instant at) {
    page.element("a.skip", "Skip to the levels", "href", "#levels");
    page.element("header.wrap", () -> header(at));
    page.element(
        "main.wrap",
        () -> {
          overview();
          report.levels().forEach(this::level);
          journal();
        });
    page.element("footer.wrap", this::footer);
  }

  private void header(Instant at) {
    List<EventLine> events = report.events();
    page.element("p.eyebrow", "Ricordo · inspection");
    page.element(
        "h1",
        () ->
            page.text(events.isEmpty() ? "Nothing is remembered of " : "What is remembered of ")
                .element("span.id", report.customer()));
    page.element(
        "ul.facts",
        () -> {
          fact("Events", Texts.number(events.size()));
          if (!events.isEmpty()) {
            fact("First", Texts.time(events.get(0).at()));
            fact("Last", Texts.time(events.get(events.size() - 1).at()));
          }
          Release base = report.base();
          if (base != null) {
            fact("Base", base.release());
          }
          fact("Made", Texts.time(at.truncatedTo(ChronoUnit.SECONDS).toString()));
          fact("Ricordo", report.version());
        });
    page.element(
        "p.notice",
        events.isEmpty()
            ? "No event is kept under this id: it was never seen here, or it was forgotten. This"
                + " page names it all the same."
            : "This page is about a person. Keep it where only those may read it who may read the"
                + " journal, and delete it when it has been read.");
  }

  private void fact(String name, String value) {
    page.element("li", () -> page.text(name + " ").element("b", value));
  }

  private void overview() {
    List<List<Cell>> rows =
        report.levels().stream()
            .map(
                level ->
                    List.of(
                        levelLink(level),
                        Cell.text(level.owner().equals("customer") ? "the customer" : "everybody"),
                        Cell.text(level.changes()),
                        Cell.number(Texts.bytes(level.bytes())),
                        Cell.text(level.lastUpdate() == null ? "" : Texts.time(level.lastUpdate())),
                        strengthNow(level)))
            .toList();
    page.card(
        "levels",
        "Level by level",
        () ->
            page.table(
                "Levels of the memory, fastest first",
                List.of("Level", "Whose", "Changes", "Size", "Last update", "Own strength"),
                rows));
  }

  private static Cell levelLink(Level level) {
    return (table, heading) ->
        table.element(
            "th",
            () -> table.element("a", title(level), "href", "#" + level.name()),
            "scope",
            "row",
            "data-label",
            heading);
  }

  private static String title(Level level) {
    return level.name() + " " + level.title();
  }

  private static Cell strengthNow(Level level) {
    Course course = level.course();
    return course == null
        ? Cell.number("")
        : Cell.bar(Texts.share(course.strengthNow(), false), course.strengthNow());
  }

  private void level(Level level) {
    page.card(
        level.name(),
        title(level),
        () -> {
          level.words().forEach(words -> page.element("p", words));
          Course course = level.course();
          if (course != null && course.strength().size() > 1) {
            course(level, course);
          }
          Collective collective = report.collective();
          if (level.name().equals("L3") && collective != null) {
            collective(collective);
          }
          Release base = report.base();
          if (level.name().equals("L4") && base != null) {
            base(base);
          }
        });
  }

  private void course(Level level, Course course) {
    boolean working = level.name().equals("L0");
    strength(course, working);
    pointing(course, working);
    Grounds grounds = report.grounds();
    if (working && grounds != null) {
      grounds(grounds);
    }
  }

  private void strength(Course course, boolean working) {
    page.element("h3", "Strength over the events");
    String now = Texts.share(course.strengthNow(), false);
    String caption =
        "How much of the level is the customer's own: how far it has moved from what everybody"
            + " starts from, as a share of that (Frobenius norms).";
    new StrengthChart(page, course)
        .draw(
            caption
                + (working ? "" : " It changes every " + course.cadence() + " events only.")
                + " Dotted: the moments of the next tables.",
            "Line from 0 before the first event to " + now + " now");
    List<List<Cell>> rows =
        course.strength().stream()
            .map(
                point ->
                    List.of(
                        Cell.head(after(point.event())),
                        Cell.text(Texts.time(point.at())),
                        Cell.number(Texts.share(point.strength(), false))))
            .toList();
    details(
        "The same as a table",
        "Strength over the events",
        List.of("After", "Time", "Strength"),
        rows);
    if (!working && !course.consolidations().isEmpty()) {
      consolidations(course);
    }
  }

  private void consolidations(Course course) {
    List<Point> told = course.consolidations();
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = told.size() - 1; i >= 0; i--) {
      Point point = told.get(i);
      rows.add(
          List.of(
              Cell.head("event " + point.event()),
              Cell.text(Texts.time(point.at())),
              Cell.number(Texts.share(point.strength(), false))));
    }
    String which =
        told.size() < course.changes()
            ? "the latest " + told.size() + " of " + Texts.number(course.changes())
            : Texts.count(told.size(), "time");
    details(
        "When it was consolidated: " + which,
        "Consolidations, the latest first",
        List.of("At", "Time", "Strength then"),
        rows);
  }

  private static String after(long event) {
    return event == 0 ? "before any" : "event " + event;
  }

  private void details(
      String summary, String caption, List<String> headings, List<List<Cell>> rows) {
    page.element(
        "details",
        () -> {
          page.element("summary", summary);
          page.wideTable(caption, headings, rows);
        });
  }

  private void pointing(Course course, boolean working) {
    page.element("h3", working ? "Where it points" : "What it makes more likely");
    page.element(
        "p.muted",
        working
            ? "What the customer's own levels would show first, without what customers share. A"
                + " share is the probability that they give."
            : "By how much a share is higher than had this level never changed, by replay.");
    List<ItemShare> now = course.now().items();
    double most = now.isEmpty() ? 1 : now.get(0).share();
    List<List<Cell>> rows =
        now.stream()
            .map(
                one ->
                    List.of(
                        Cell.head(one.item()),
                        Cell.text(Texts.categories(one.category())),
                        Cell.bar(Texts.share(one.share(), !working), one.share() / most)))
            .toList();
    if (rows.isEmpty()) {
      page.element("p", "It makes nothing more likely now.");
    } else {
      page.table("Items now", List.of("Item", "Category", "Share"), rows);
    }
    moments(course, working);
  }

  private void moments(Course course, boolean working) {
    List<Moment> moments = course.moments();
    List<String> headings = new ArrayList<>(List.of("Category"));
    moments.forEach(moment -> headings.add(after(moment.event())));
    List<CategoryShare> categories = course.now().categories();
    double most =
        moments.stream()
            .flatMap(moment -> moment.categories().stream())
            .mapToDouble(CategoryShare::share)
            .max()
            .orElse(1);
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.head(categories.get(i).category())));
      for (Moment moment : moments) {
        double share = moment.categories().get(i).share();
        row.add(Cell.bar(Texts.share(share, !working), most <= 0 ? 0 : share / most));
      }
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      page.element("h4", "Categories over the events");
      page.wideTable("Shares of categories over the events", headings, rows);
    }
    List<List<Cell>> first =
        moments.stream()
            .map(
                moment ->
                    List.of(
                        Cell.head(after(moment.event())),
                        Cell.text(Texts.time(moment.at())),
                        Cell.text(items(moment))))
            .toList();
    page.element("h4", "Items over the events");
    page.table("Items first at each moment", List.of("Moment", "Time", "Items"), first);
  }

  private static String items(Moment moment) {
    List<String> items = moment.items().stream().map(ItemShare::item).toList();
    return items.isEmpty() ? "none" : String.join(", ", items);
  }

  private void grounds(Grounds grounds) {
    page.element("h3", "What that rests on");
    page.element(
        "p.muted",
        String.format(
            Locale.ROOT,
            "Found by replaying the journal without each of %s, one at a time: had the event never"
                + " happened, the item would have the share and rank beside it.",
            grounds.tried() < report.events().size()
                ? "the latest " + grounds.tried() + " of " + report.events().size() + " events"
                : "its " + Texts.count(grounds.tried(), "event")));
    grounds.items().forEach(this::ground);
  }

  private void ground(Ground ground) {
    page.element(
        "h4",
        () ->
            page.text(ground.rank() + ". " + ground.item() + " ")
                .element(
                    "span.sub",
                    Stream.of(
                            Texts.categories(ground.category()), Texts.share(ground.share(), false))
                        .filter(text -> !text.isEmpty())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("")));
    if (ground.causes().isEmpty()) {
      page.element(
          "p",
          "No single event carries it: without any one of them it loses less than a hundredth.");
      return;
    }
    List<List<Cell>> rows = ground.causes().stream().map(cause -> row(ground, cause)).toList();
    page.table(
        "Without it, item " + ground.item() + " would have",
        List.of("Event", "What", "Time", "Share without it", "Rank without it"),
        rows);
  }

  private static List<Cell> row(Ground ground, Cause cause) {
    String kind = cause.kind().isEmpty() ? "event" : cause.kind();
    return List.of(
        Cell.head("event " + cause.event()),
        Cell.text(kind + " of " + cause.item()),
        Cell.text(Texts.time(cause.at())),
        Cell.bar(Texts.share(cause.shareWithout(), false), cause.shareWithout() / ground.share()),
        Cell.number(Texts.number(cause.rankWithout())));
  }

  private void collective(Collective share) {
    if (!share.strongest().isEmpty()) {
      double most = share.strongest().get(0).weight();
      List<List<Cell>> rows = share.strongest().stream().map(step -> row(step, most)).toList();
      page.element("h3", "Strongest steps");
      page.table("Steps that are the customer's", List.of("From", "To", "Steps"), rows);
    }
    if (!share.epochs().isEmpty()) {
      List<List<Cell>> rows = share.epochs().stream().map(InspectionPage::row).toList();
      page.element("h3", "Epochs");
      page.table(
          "Closed epochs in which the customer has events",
          List.of("Epoch", "Closed", "Events", "Verdict"),
          rows);
    }
  }

  private static List<Cell> row(Step step, double most) {
    return List.of(
        Cell.head(step.from()),
        Cell.text(step.to()),
        Cell.bar(String.format(Locale.ROOT, "%.2f", step.weight()), step.weight() / most));
  }

  private static List<Cell> row(InEpoch epoch) {
    return List.of(
        Cell.head(Texts.number(epoch.epoch())),
        Cell.text(Texts.time(epoch.closed())),
        Cell.number(Texts.number(epoch.events())),
        Cell.text(epoch.verdict()));
  }

  private void base(Release base) {
    page.table(
        "The base",
        List.of("Release", "Seed", "SHA-256 of the log it was trained on"),
        List.of(
            List.of(
                Cell.head(base.release()),
                Cell.number(String.valueOf(base.seed())),
                Cell.text(base.dataDigest()))));
  }

  private void journal() {
    List<EventLine> events = report.events();
    page.card(
        "journal",
        "Journal",
        () -> {
          if (events.isEmpty()) {
            page.element("p", "It is empty. Everything above is what it is for everybody.");
            return;
          }
          page.element(
              "p",
              "Everything above is made of these "
                  + Texts.count(events.size(), "event")
                  + ": fold them again, and the same memory comes out, bit for bit.");
          listed(events);
        });
  }

  private void listed(List<EventLine> events) {
    List<EventLine> latest =
        new ArrayList<>(events.subList(Math.max(0, events.size() - LISTED), events.size()));
    Collections.reverse(latest);
    String which =
        latest.size() < events.size()
            ? "the latest " + latest.size() + "; the JSON report has all"
            : "the latest first";
    Runnable table =
        () ->
            page.wideTable(
                "Events, " + which,
                List.of("#", "Time", "Kind", "Item", "Quantity", "Price", "Session"),
                latest.stream().map(InspectionPage::row).toList());
    if (latest.size() <= OPEN) {
      table.run();
      return;
    }
    page.element(
        "details",
        () -> {
          page.element("summary", "The events, " + which);
          table.run();
        });
  }

  private static List<Cell> row(EventLine event) {
    Double price = event.price();
    String session = event.session();
    return List.of(
        Cell.head(String.valueOf(event.position())),
        Cell.text(Texts.time(event.at())),
        Cell.text(event.kind().isEmpty() ? "unknown" : event.kind()),
        Cell.text(event.item()),
        Cell.number(Texts.amount(event.quantity())),
        Cell.number(price == null ? "" : String.format(Locale.ROOT, "%.2f", price)),
        Cell.text(session == null ? "" : session));
  }

  private void footer() {
    page.element(
        "p",
        "Made by replay of the journal, which changed nothing. This file loads nothing from"
            + " elsewhere. The same figures: ricordo inspect --json FILE.");
  }
}
