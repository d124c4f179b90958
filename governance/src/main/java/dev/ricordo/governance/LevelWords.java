package dev.ricordo.governance;

import dev.ricordo.base.Manifest;
import dev.ricordo.base.PanelReference;
import dev.ricordo.governance.InspectionReport.CategoryShare;
import dev.ricordo.governance.InspectionReport.Collective;
import dev.ricordo.governance.InspectionReport.Course;
import dev.ricordo.governance.InspectionReport.InEpoch;
import dev.ricordo.governance.InspectionReport.ItemShare;
import dev.ricordo.governance.InspectionReport.Moment;
import dev.ricordo.governance.InspectionReport.Point;
import dev.ricordo.governance.InspectionReport.Step;
import dev.ricordo.panel.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in sentences what a level is and what it holds of a customer. */
final class LevelWords {

  private LevelWords() {}

  /** When a level changes that does so every so many events. */
  static String cadence(int events) {
    return events == 1 ? "each event" : "every " + events + " own events";
  }

  /**
   * Of L0, L1 or L2.
   *
   * @param course empty if there is no base, or no such level in it
   */
  static List<String> own(MemoryLevel level, Optional<Course> course, boolean withBase) {
    if (course.isEmpty()) {
      return List.of(
          withBase
              ? "This base has no such level."
              : "Not shown: no base was given (--base), and nothing else can read it.");
    }
    return level == MemoryLevel.L0 ? working(course.get()) : slower(level, course.get());
  }

  private static List<String> working(Course course) {
    List<String> words = new ArrayList<>();
    words.add(
        "The working memory is the customer's own. It changes at each event; "
            + (course.changes() == 0
                ? "it has read none yet."
                : InspectionReport.count(course.changes(), "event")
                    + " went into it, the last on "
                    + day(last(course.strength()).at())
                    + "."));
    if (course.changes() == 0) {
      words.add("It points where everybody's does who comes for the first time.");
      return words;
    }
    words.add(moved(course));
    words.add(
        "By it alone the customer would be shown first: " + items(course.now().items()) + ".");
    Optional<CategoryShare> most = rise(course);
    most.ifPresent(
        rise ->
            words.add(
                String.format(
                    Locale.ROOT,
                    "Since the first event its interest in %s has risen most, by %s.",
                    rise.category(),
                    points(rise.share()))));
    return words;
  }

  private static List<String> slower(MemoryLevel level, Course course) {
    List<String> words = new ArrayList<>();
    String what =
        "The "
            + level.title()
            + " is the customer's own and slower: it changes every "
            + InspectionReport.count(course.cadence(), "event")
            + ", ";
    if (course.consolidations().isEmpty()) {
      words.add(what + "for the first time at event " + (course.cadence() - 1) + ".");
      words.add("Until then it adds nothing of the customer's own.");
      return words;
    }
    Point latest = last(course.consolidations());
    words.add(
        String.format(
            Locale.ROOT,
            "%sand has done so %s, last at event %d on %s.",
            what,
            InspectionReport.count(course.changes(), "time"),
            latest.event(),
            day(latest.at())));
    words.add(moved(course));
    List<ItemShare> items = course.now().items();
    if (!items.isEmpty()) {
      words.add("Had it never changed, these would be less likely: " + items(items) + ".");
    }
    return words;
  }

  private static String moved(Course course) {
    return String.format(
        Locale.ROOT,
        "Its strength is %s: by so much of its size it has moved from where everybody starts.",
        percent(course.strengthNow()));
  }

  /** The category whose share has risen most since before the first event. */
  private static Optional<CategoryShare> rise(Course course) {
    Moment first = course.moments().get(0);
    Moment now = course.now();
    List<CategoryShare> rises = new ArrayList<>();
    for (int i = 0; i < now.categories().size(); i++) {
      CategoryShare share = now.categories().get(i);
      rises.add(
          new CategoryShare(share.category(), share.share() - first.categories().get(i).share()));
    }
    return rises.stream()
        .max(Comparator.comparingDouble(CategoryShare::share))
        .filter(rise -> rise.share() > 0);
  }

  private static String items(List<ItemShare> items) {
    return items.stream().map(ItemShare::item).collect(Collectors.joining(", "));
  }

  /** Of L3. */
  static List<String> collective(Collective share) {
    List<String> words = new ArrayList<>();
    words.add(
        "The collective counts are everybody's: whole numbers of how often customers go from one"
            + " item to another. Anyone's part can be subtracted, bit for bit.");
    if (share.withdrawn()) {
      words.add("The customer has withdrawn from them: nothing of this journal is counted.");
      return words;
    }
    if (share.cells() == 0) {
      words.add("Nothing of this customer is in them.");
    } else {
      Step most = share.strongest().get(0);
      words.add(
          String.format(
              Locale.ROOT,
              "This customer adds %.2f steps in %s, most from %s to %s.",
              share.total(),
              InspectionReport.count(share.cells(), "cell"),
              most.from(),
              most.to()));
    }
    addEpochs(words, share);
    return words;
  }

  private static void addEpochs(List<String> words, Collective share) {
    for (InEpoch epoch : share.epochs()) {
      words.add(
          String.format(
              Locale.ROOT,
              "Epoch %d, closed on %s, has %s of the customer's; %s.",
              epoch.epoch(),
              day(epoch.closed()),
              InspectionReport.count(epoch.events(), "event"),
              verdict(epoch)));
    }
    if (share.open() > 0) {
      words.add(
          "The epoch that is open has "
              + InspectionReport.count(share.open(), "event")
              + " of the customer's; under the policy LIVE they are counted, under EPOCH not yet.");
    }
  }

  /** What became of an epoch, and whether it counts. */
  static String verdict(InEpoch epoch) {
    return switch (epoch.verdict()) {
      case "promoted" -> "it was promoted and is counted";
      case "held" -> "it is held and not counted";
      case "rejected" -> "it was rejected and is not counted";
      default -> "it is pending: under the policy LIVE it is counted, under EPOCH not yet";
    };
  }

  /**
   * Of L4.
   *
   * @param holding panels that the customer is in, or was
   */
  static List<String> base(Optional<Manifest> manifest, List<Panel> holding) {
    if (manifest.isEmpty()) {
      return List.of("Not shown: no base was given (--base).");
    }
    return List.of(
        "The base, release "
            + manifest.get().release()
            + ", is everybody's. It changes with releases only: nothing that this customer does"
            + " changes it.",
        trainedOn(manifest.get(), holding));
  }

  private static String trainedOn(Manifest manifest, List<Panel> holding) {
    Optional<PanelReference> panel = manifest.trainedOn();
    if (panel.isEmpty()) {
      return "It was trained on an event log, not on customers of this journal.";
    }
    boolean held = holding.stream().anyMatch(one -> one.id().equals(panel.get().id()));
    return held
        ? "It was trained on a panel that this customer is in: what is forgotten of the events"
            + " before "
            + holding.stream()
                .filter(one -> one.id().equals(panel.get().id()))
                .map(one -> day(one.enrolledAt().toString()))
                .findFirst()
                .orElseThrow()
            + " is owed a rebuild."
        : "It was trained on a panel of customers that this one is not in.";
  }

  /** A share as people read it. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent != 0 && Math.abs(percent) < 0.1) {
      return percent > 0 ? "below 0.1 %" : "above -0.1 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** A difference of shares as people read it. */
  static String points(double difference) {
    return String.format(Locale.ROOT, "%.1f points", 100 * difference);
  }

  private static String day(@Nullable String at) {
    return at == null ? "" : at.substring(0, 10);
  }

  private static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }
}
