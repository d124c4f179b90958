package dev.ricordo.governance.releases;

import dev.ricordo.base.BaseRegistry;
import dev.ricordo.governance.Table;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The releases of a registry, what they owe, and when it is due: the calendar of rebuilds.
 *
 * @param seed always null: nothing here is random
 * @param overdue how many owe what was due before
 * @param unconsented how many serve, of whose customers the rules in force require a consent that
 *     nobody asked them for
 */
public record ReleaseReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    long overdue,
    long unconsented,
    List<Line> releases)
    implements Report {

  private static final String SERVING = "serving";

  public ReleaseReport {
    releases = List.copyOf(releases);
  }

  /**
   * One release.
   *
   * @param state {@code serving}, {@code candidate}, {@code unfinished}: trained on nothing yet or
   *     never to the end, or {@code no panel}: trained on no panel that this journal knows
   * @param base digest of the base
   * @param debts of how many people something was forgotten that it still holds
   * @param owingSince when the first of them was forgotten, ISO 8601
   * @param due when it must be replaced and retired, ISO 8601
   * @param unconsented whether it may have been trained on customers who never spoke of it, while
   *     the rules in force require consent to training by now
   */
  public record Line(
      String release,
      String state,
      @Nullable String panel,
      @Nullable String base,
      long members,
      long debts,
      @Nullable String owingSince,
      @Nullable String due,
      boolean unconsented) {

    boolean overdue(Instant now) {
      return due != null && Instant.parse(due).isBefore(now);
    }

    boolean servesUnconsented() {
      return unconsented && state.equals(SERVING);
    }
  }

  /**
   * Looks at journal and registry.
   *
   * @param within so long after somebody was forgotten a release that holds them must be gone
   */
  public static ReleaseReport of(
      Journal journal, BaseRegistry registry, Duration within, Instant now) {
    List<Panel> panels = journal.panels().all().stream().filter(panel -> !panel.retired()).toList();
    List<String> names = registry.names();
    Optional<String> current = registry.current();
    List<Line> lines = new ArrayList<>();
    for (Panel panel : panels) {
      String name = ReleaseNames.of(panel);
      lines.add(
          new Line(
              name,
              state(name, panel, current),
              panel.id().toString(),
              panel.base().orElse(null),
              panel.members(),
              panel.debts(),
              panel.owingSince().map(Instant::toString).orElse(null),
              panel.due(within).map(Instant::toString).orElse(null),
              panel.base().isPresent() && TrainingConsent.isMissing(journal, panel)));
    }
    Stream<String> without =
        names.stream()
            .filter(name -> panels.stream().noneMatch(p -> ReleaseNames.of(p).equals(name)));
    without.forEach(
        name -> lines.add(new Line(name, "no panel", null, null, 0, 0, null, null, false)));
    long overdue = lines.stream().filter(line -> line.overdue(now)).count();
    long unconsented = lines.stream().filter(Line::servesUnconsented).count();
    return new ReleaseReport(
        "release list", Version.TEXT, Machine.here("cpu"), null, overdue, unconsented, lines);
  }

  private static String state(String name, Panel panel, Optional<String> current) {
    if (panel.base().isEmpty()) {
      return "unfinished";
    }
    return current.filter(name::equals).isPresent() ? SERVING : "candidate";
  }

  @Override
  public List<String> toLines() {
    if (releases.isEmpty()) {
      return List.of("no release was trained on this journal");
    }
    Table table = new Table("release", "state", "members", "debts", "due");
    for (Line line : releases) {
      table.row(
          line.release(),
          line.state(),
          line.members(),
          line.debts(),
          line.due() == null ? "" : line.due());
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (overdue > 0) {
      lines.add(overdue + " overdue: rebuild, promote and retire");
    }
    for (Line line : releases) {
      if (line.unconsented()) {
        lines.add(
            line.release()
                + ": trained on customers who never spoke of it; the rules in force require consent"
                + " to training: rebuild it");
      }
    }
    return lines;
  }
}
