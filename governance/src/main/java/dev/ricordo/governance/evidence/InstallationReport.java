package dev.ricordo.governance.evidence;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * What an auditor's questions to one installation found.
 *
 * @param seed of the sample
 * @param checks in the order in which they were made
 */
public record InstallationReport(
    String command, String version, Machine machine, long seed, List<Line> checks)
    implements Report {

  public InstallationReport {
    checks = List.copyOf(checks);
  }

  /**
   * One question.
   *
   * @param name what was looked at
   * @param question what must hold
   * @param outcome whether it does
   * @param figures what was found, or why nothing was looked at, in words
   */
  public record Line(String name, String question, Outcome outcome, String figures) {

    static Line of(String name, String question, boolean holds, String figures) {
      return new Line(name, question, holds ? Outcome.HOLDS : Outcome.FAILED, figures);
    }

    static Line notChecked(String name, String question, String why) {
      return new Line(name, question, Outcome.NOT_CHECKED, why);
    }
  }

  /** What became of a question. */
  public enum Outcome {
    HOLDS("holds"),
    FAILED("FAILED"),
    /** There was nothing to look at, so nobody knows. */
    NOT_CHECKED("not checked");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** Whether nothing failed of what was looked at. */
  public boolean passed() {
    return checks.stream().noneMatch(check -> check.outcome() == Outcome.FAILED);
  }

  /** The result of all in one sentence, without a full stop. */
  public String summary() {
    long open = checks.stream().filter(check -> check.outcome() == Outcome.NOT_CHECKED).count();
    if (!passed()) {
      return "Not everything holds";
    }
    return open == 0
        ? "Everything holds"
        : "Everything holds that was looked at; " + open + " of " + checks.size() + " not checked";
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    for (Line check : checks) {
      lines.add(
          String.format("%-13s%s: %s", check.outcome().text(), check.name(), check.question()));
      lines.add("             " + check.figures());
    }
    lines.add(summary() + ".");
    return lines;
  }
}
