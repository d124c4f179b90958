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
 * @param memory the levels of the customer's own memory, the fastest first
 * @param causes the events tried, those that raise the score most first
 * @param replays folds of the journal without one event, or with one level held
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
    List<OwnLevel> memory,
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

  /**
   * One level of the customer's own memory and what it does to the answer.
   *
   * @param level {@code L0}, {@code L1}, ...
   * @param rankWithout the item's rank had the level never changed
   * @param effect by how much what it has learned raises the score, in nats
   * @param total the same, all of it
   */
  public record OwnLevel(
      String level,
      @JsonProperty("rankWithout") int rankWithout,
      Contributions effect,
      double total) {

    static OwnLevel of(Because.OwnLevel own) {
      return new OwnLevel(own.level(), own.rankWithout(), own.effect(), own.effectTotal());
    }
  }

  public BecauseReport {
    memory = List.copyOf(memory);
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
        because.memory().stream().map(OwnLevel::of).toList(),
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
    lines.add("Had a level of the own memory never changed, by replay:");
    lines.addAll(held().lines());
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

  private Table held() {
    Table table = new Table("level", "score", "own", "shared", "history", "rank");
    for (OwnLevel own : memory) {
      table.row(
          own.level() + " " + level(own).title(),
          number(-own.total()),
          number(-own.effect().own()),
          number(-own.effect().collective()),
          number(-own.effect().repeats()),
          own.rankWithout());
    }
    return table;
  }

  private static MemoryLevel level(OwnLevel own) {
    return switch (own.level()) {
      case "L0" -> MemoryLevel.L0;
      case "L1" -> MemoryLevel.L1;
      default -> MemoryLevel.L2;
    };
  }

  /** Nothing is {@code +0.000}, from whichever side. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%+.3f", Math.abs(value) < 0.0005 ? 0 : value);
  }
}
