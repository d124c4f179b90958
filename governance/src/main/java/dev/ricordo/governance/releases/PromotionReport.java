package dev.ricordo.governance.releases;

import dev.ricordo.consolidation.Finding;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gates found in a release, and what became of it.
 *
 * @param seed always null: nothing here is random
 * @param verdict {@code promoted} or {@code held}
 */
public record PromotionReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    String release,
    String verdict,
    ReleaseFigures figures,
    List<Finding> findings,
    List<String> approvers)
    implements Report {

  public PromotionReport {
    findings = List.copyOf(findings);
    approvers = List.copyOf(approvers);
  }

  static PromotionReport of(
      String release,
      boolean passed,
      ReleaseFigures figures,
      List<Finding> findings,
      List<String> approvers) {
    return new PromotionReport(
        "release promote",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        release,
        passed ? "promoted" : "held",
        figures,
        findings,
        approvers);
  }

  /** Whether it serves now. */
  public boolean promoted() {
    return verdict.equals("promoted");
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add("release " + release + ": " + verdict);
    lines.add(
        String.format(
            "  %d events of %d members; asked %d, hit %d%s",
            figures.events(),
            figures.members(),
            figures.cases(),
            figures.hits(),
            figures.present() ? ", the one that serves " + figures.presentHits() : ""));
    findings.forEach(finding -> lines.add("  " + finding));
    return lines;
  }
}
