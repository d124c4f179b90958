package dev.ricordo.governance;

import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What forgetting did, or would do. Does not say who it was.
 *
 * @param seed always null: nothing here is random
 * @param dryRun whether nothing was changed
 * @param selective whether some of the events were asked for, not all
 * @param at the time of the erasure; if all was forgotten, events up to it are refused from now on;
 *     null in a dry run
 * @param events how many events go
 * @param kinds how many of each kind
 * @param items how many different items they are about
 * @param firstEvent the time of the earliest; null if there are none
 * @param lastEvent the time of the latest; null if there are none
 * @param cells how many cells of the collective counts change
 * @param bases how many bases that are not destroyed were, or may have been, trained on some of it
 * @param held whether a legal hold keeps a copy
 * @param left how many of these events were found afterwards: 0, or it failed
 * @param keptUnchanged whether the customer's other events were found as they were
 * @param answersNow what is recommended to the customer now; null unless previewed with a base
 * @param answersThen what would be recommended afterwards; null unless previewed with a base
 */
public record ForgetReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    boolean dryRun,
    boolean selective,
    @Nullable String at,
    long events,
    Map<String, Long> kinds,
    long items,
    @Nullable String firstEvent,
    @Nullable String lastEvent,
    long cells,
    long bases,
    boolean held,
    long left,
    boolean keptUnchanged,
    @Nullable List<String> answersNow,
    @Nullable List<String> answersThen)
    implements Report {

  static ForgetReport preview(
      boolean selective,
      ForgottenEvents gone,
      long cells,
      long bases,
      boolean held,
      Optional<List<ItemId>> now,
      Optional<List<ItemId>> then) {
    return new ForgetReport(
        "forget",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        true,
        selective,
        null,
        gone.number(),
        gone.kinds(),
        gone.items(),
        gone.first().map(Instant::toString).orElse(null),
        gone.last().map(Instant::toString).orElse(null),
        cells,
        bases,
        held,
        gone.number(),
        true,
        now.map(ForgetReport::names).orElse(null),
        then.map(ForgetReport::names).orElse(null));
  }

  /** The report of what was done. */
  public static ForgetReport of(Forgotten done) {
    return new ForgetReport(
        "forget",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        false,
        done.scope().isPresent(),
        done.at().toString(),
        done.events(),
        done.gone().kinds(),
        done.gone().items(),
        done.gone().first().map(Instant::toString).orElse(null),
        done.gone().last().map(Instant::toString).orElse(null),
        done.cells(),
        done.bases(),
        done.held(),
        done.left(),
        done.keptUnchanged(),
        null,
        null);
  }

  private static List<String> names(List<ItemId> items) {
    return items.stream().map(ItemId::value).toList();
  }

  /** Whether what was asked for is so. */
  public boolean passed() {
    return dryRun || (left == 0 && keptUnchanged);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(dryRun ? "Dry run, nothing was changed. Forgetting would do this:" : "Forgotten:");
    lines.addAll(levels().lines());
    if (events > 0) {
      lines.add(described());
    }
    if (held) {
      lines.add("A legal hold keeps a sealed copy apart, until it is released.");
    }
    if (answersNow != null && answersThen != null) {
      lines.addAll(new AnswersBeside(answersNow, answersThen).lines());
    }
    if (!dryRun) {
      addOutcome(lines);
    }
    return lines;
  }

  private Table levels() {
    Table table = new Table("level", "what goes", "how");
    String events = InspectionReport.count(this.events, "event");
    String cells = InspectionReport.count(this.cells, "cell");
    String memory = this.events == 0 ? "nothing" : selective ? "what they left" : "all of it";
    if (selective) {
      table.row("journal", events, "destroyed, the rest sealed again under a new key");
      table.row("L0 to L2, the customer's own", memory, "replayed without them");
    } else {
      table.row("journal", events, "destroyed, with the key");
      table.row("L0 to L2, the customer's own", memory, "destroyed with its snapshot");
    }
    table.row("L3 collective", cells, "subtracted, bit for bit");
    if (bases == 0) {
      table.row("L4 base", "nothing", "none was trained on it");
    } else {
      table.row(
          "L4 base",
          InspectionReport.count(bases, "base"),
          "to be rebuilt without it: ricordo release list");
    }
    return table;
  }

  private String described() {
    String each =
        kinds.entrySet().stream()
            .map(kind -> kind.getKey() + " " + kind.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        "Events: %s; %s; from %s to %s.",
        each, InspectionReport.count(items, "item"), firstEvent, lastEvent);
  }

  private void addOutcome(List<String> lines) {
    lines.add(
        selective
            ? "A late delivery of one of these events is withheld; others are learned as before."
            : "Events up to " + at + " are refused from now on.");
    lines.add("A shop that is running on this database folds anew within a second.");
    lines.add(
        left == 0
            ? "Checked: none of these events is left."
            : "FAILED: events that were to go are left: " + left);
    if (!keptUnchanged) {
      lines.add("FAILED: the customer's other events are not what they were.");
    }
  }
}
