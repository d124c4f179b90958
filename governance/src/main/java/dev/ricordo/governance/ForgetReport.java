package dev.ricordo.governance;

import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What forgetting did, or would do. Does not say who it was.
 *
 * @param seed always null: nothing here is random
 * @param dryRun whether nothing was changed
 * @param at the time of the erasure, events up to which are refused from now on; null in a dry run
 * @param events how many events go
 * @param cells how many cells of the collective counts the customer's share is taken from
 * @param left how many events of before the erasure were found afterwards: 0, or it failed
 * @param answersNow what is recommended to the customer now; null unless previewed with a base
 * @param answersThen what would be recommended afterwards; null unless previewed with a base
 */
public record ForgetReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    boolean dryRun,
    @Nullable String at,
    long events,
    long cells,
    long left,
    @Nullable List<String> answersNow,
    @Nullable List<String> answersThen)
    implements Report {

  static ForgetReport preview(
      long events, long cells, Optional<List<ItemId>> now, Optional<List<ItemId>> then) {
    return new ForgetReport(
        "forget",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        true,
        null,
        events,
        cells,
        events,
        now.map(ForgetReport::names).orElse(null),
        then.map(ForgetReport::names).orElse(null));
  }

  static ForgetReport done(Instant at, long events, long cells, long left) {
    return new ForgetReport(
        "forget",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        false,
        at.toString(),
        events,
        cells,
        left,
        null,
        null);
  }

  private static List<String> names(List<ItemId> items) {
    return items.stream().map(ItemId::value).toList();
  }

  /** Whether what was asked for is so. */
  public boolean passed() {
    return dryRun || left == 0;
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    Table table = new Table("level", "what goes", "how");
    table.row("journal", InspectionReport.count(events, "event"), "destroyed");
    table.row(
        "L0 working memory", events == 0 ? "nothing" : "all of it", "destroyed with its snapshot");
    table.row("L3 collective", InspectionReport.count(cells, "cell"), "subtracted, bit for bit");
    table.row("L4 base", "nothing", "is not trained on this journal");
    lines.add(dryRun ? "Dry run, nothing was changed. Forgetting would do this:" : "Forgotten:");
    lines.addAll(table.lines());
    if (answersNow != null && answersThen != null) {
      addAnswers(lines, answersNow, answersThen);
    }
    if (!dryRun) {
      lines.add("Events up to " + at + " are refused from now on.");
      lines.add("A shop that is running on this database folds anew within a second.");
      lines.add(
          left == 0
              ? "Checked: no event of before is left."
              : "FAILED: events of before are left: " + left);
    }
    return lines;
  }

  private static void addAnswers(List<String> lines, List<String> now, List<String> then) {
    Table table = new Table("rank", "now", "afterwards");
    for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
      table.row(i + 1, i < now.size() ? now.get(i) : "", i < then.size() ? then.get(i) : "");
    }
    lines.add("");
    lines.add("Answers:");
    lines.addAll(table.lines());
  }
}
