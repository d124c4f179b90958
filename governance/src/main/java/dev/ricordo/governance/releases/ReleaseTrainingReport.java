package dev.ricordo.governance.releases;

import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.lab.TrainingReport;
import dev.ricordo.panel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * How the training of a release went.
 *
 * @param release its name in the registry
 * @param panel id of the panel
 * @param members customers who were enrolled
 * @param debts of how many something was forgotten while it trained
 * @param leftOut events of items that the catalogue does not have
 * @param training how that went
 */
public record ReleaseTrainingReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String release,
    String panel,
    long members,
    long debts,
    long leftOut,
    TrainingReport training)
    implements Report {

  static ReleaseTrainingReport of(
      String command, String release, Panel panel, long leftOut, TrainingReport training) {
    return new ReleaseTrainingReport(
        command,
        Version.TEXT,
        training.machine(),
        training.seed(),
        release,
        panel.id().toString(),
        panel.members(),
        panel.debts(),
        leftOut,
        training);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add("release " + release + ", trained on a panel of " + members + " customers");
    if (leftOut > 0) {
      lines.add(leftOut + " events of items that the catalogue does not have were left out");
    }
    if (debts > 0) {
      lines.add(debts + " of them were forgotten or withdrew meanwhile: rebuild it");
    }
    lines.addAll(training.toLines());
    return lines;
  }
}
