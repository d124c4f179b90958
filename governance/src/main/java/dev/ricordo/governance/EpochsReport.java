package dev.ricordo.governance;

import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Vote;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Epochs of consolidation, the oldest first.
 *
 * @param seed always null: nothing here is random
 */
public record EpochsReport(
    String command, String version, Machine machine, @Nullable Long seed, List<Line> epochs)
    implements Report {

  public EpochsReport {
    epochs = List.copyOf(epochs);
  }

  /**
   * One epoch.
   *
   * @param stale whether it has to be examined
   * @param figures of the last examination; null before the first
   * @param findings a line of each gate
   * @param votes who wants, or gave, which verdict
   */
  public record Line(
      long epoch,
      String closed,
      String verdict,
      boolean stale,
      @Nullable EpochFigures figures,
      List<String> findings,
      List<String> votes) {

    static Line of(Epoch epoch) {
      return new Line(
          epoch.number(),
          epoch.closedAt().toString(),
          text(epoch.verdict()),
          epoch.stale(),
          epoch.figures().orElse(null),
          epoch.findings().stream().map(Finding::toString).toList(),
          epoch.votes().stream().map(Line::text).toList());
    }

    private static String text(Vote vote) {
      return vote.voter() + ": " + text(vote.verdict());
    }

    private static String text(Enum<?> verdict) {
      return verdict.name().toLowerCase(Locale.ROOT);
    }

    private List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "epoch " + epoch + ", closed " + closed + ": " + verdict + (stale ? ", stale" : ""));
      if (figures != null) {
        lines.add("  " + figures.events() + " events of " + figures.contributors() + " customers");
      }
      findings.forEach(finding -> lines.add("  " + finding));
      votes.forEach(vote -> lines.add("  " + vote));
      return lines;
    }
  }

  /** The report of a command. */
  public static EpochsReport of(String command, List<Epoch> epochs) {
    return new EpochsReport(
        command, Version.TEXT, Machine.here("cpu"), null, epochs.stream().map(Line::of).toList());
  }

  @Override
  public List<String> toLines() {
    return epochs.isEmpty()
        ? List.of("no epochs")
        : epochs.stream().flatMap(epoch -> epoch.lines().stream()).toList();
  }
}
