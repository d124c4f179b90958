package dev.ricordo.governance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ricordo.Because;
import dev.ricordo.Ranking.Contributions;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why an item is recommended, found by replaying the journal without each event. Does not say to
 * whom.
 *
 * @param seed of the base
 * @param rank of the item with everything remembered, from 1
 * @param score in nats
 * @param levels what each level adds to the score
 * @param causes the events tried, those that raise the score most first
 * @param replays folds of the journal without one event
 * @param millis that finding out took
 */
public record BecauseReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String item,
    int rank,
    double score,
    Contributions levels,
    List<Cause> causes,
    int replays,
    long millis)
    implements Report {

  private static final int SHOWN = 10;

  /**
   * One event and what it does to the answer.
   *
   * @param position its place in the journal
   * @param rankWithout the item's rank had the event never happened
   * @param effect by how much it raises the score, level by level, in nats
   * @param total the same of all levels
   */
  public record Cause(
      long position,
      String at,
      String kind,
      String item,
      @JsonProperty("rankWithout") int rankWithout,
      Contributions effect,
      double total) {}

  public BecauseReport {
    causes = List.copyOf(causes);
  }

  static BecauseReport of(Because because, long seed) {
    List<Cause> causes =
        because.causes().stream()
            .map(
                cause ->
                    new Cause(
                        cause.position(),
                        cause.event().at().toString(),
                        cause.event().kind().text(),
                        cause.event().item().value(),
                        cause.rankWithout(),
                        cause.effect(),
                        cause.effectTotal()))
            .toList();
    return new BecauseReport(
        "because",
        Version.TEXT,
        Machine.here("cpu"),
        seed,
        because.item().value(),
        because.rank(),
        because.score(),
        because.levels(),
        causes,
        because.cost().replays(),
        because.cost().elapsed().toMillis());
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "Item %s stands at rank %d, score %.3f:", item, rank, score));
    Table parts = new Table("level", "adds");
    parts.row("own memory on its base", number(levels.own()));
    parts.row("collective counts", number(levels.collective()));
    parts.row("own history", number(levels.repeats()));
    lines.addAll(parts.lines());
    lines.add("");
    if (causes.isEmpty()) {
      lines.add("Nothing is remembered of the customer: this is everybody's answer.");
      return lines;
    }
    lines.add("Had the event never happened, by replay:");
    Table table =
        new Table("event", "at", "kind", "item", "score", "own", "shared", "history", "rank");
    for (Cause cause : causes.subList(0, Math.min(SHOWN, causes.size()))) {
      table.row(
          cause.position(),
          cause.at(),
          cause.kind(),
          cause.item(),
          number(-cause.total()),
          number(-cause.effect().own()),
          number(-cause.effect().collective()),
          number(-cause.effect().repeats()),
          cause.rankWithout());
    }
    lines.addAll(table.lines());
    lines.add(String.format("%d replays, %d ms.", replays, millis));
    return lines;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }
}
