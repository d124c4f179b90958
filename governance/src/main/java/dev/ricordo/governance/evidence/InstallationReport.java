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
   * @param passed whether it does
   * @param figures what was found, in words
   */
  public record Line(String name, String question, boolean passed, String figures) {}

  /** Whether everything holds that was looked at. */
  public boolean passed() {
    return checks.stream().allMatch(Line::passed);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    for (Line check : checks) {
      lines.add(
          (check.passed() ? "holds   " : "FAILED  ") + check.name() + ": " + check.question());
      lines.add("          " + check.figures());
    }
    lines.add(passed() ? "Everything holds." : "Not everything holds.");
    return lines;
  }
}
