package dev.ricordo.governance;

import dev.ricordo.event.ItemId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is recommended to a customer now, and what would be afterwards.
 *
 * @param now items, the first first
 * @param then the same in the world to come
 */
public record AnswersBeside(List<String> now, List<String> then) {

  public AnswersBeside {
    now = List.copyOf(now);
    then = List.copyOf(then);
  }

  static AnswersBeside of(List<ItemId> now, List<ItemId> then) {
    return new AnswersBeside(names(now), names(then));
  }

  private static List<String> names(List<ItemId> items) {
    return items.stream().map(ItemId::value).toList();
  }

  /** As a table, for people. */
  public List<String> lines() {
    Table table = new Table("rank", "now", "afterwards");
    for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
      table.row(i + 1, i < now.size() ? now.get(i) : "", i < then.size() ? then.get(i) : "");
    }
    List<String> lines = new ArrayList<>(List.of("", "Answers:"));
    lines.addAll(table.lines());
    return lines;
  }
}
