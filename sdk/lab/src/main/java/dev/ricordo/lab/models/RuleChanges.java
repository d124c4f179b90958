package dev.ricordo.lab.models;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.KindWeights;
import java.util.Arrays;
import java.util.List;

/**
 * Rules of the collective level that a model's name changes: {@code counts:k=5:cap=2} are the
 * counts that five customers are behind, two steps of each at most; {@code counts:publish=1d} those
 * of the days before. So one report shows what a rule costs, for a base as for the counts alone.
 */
final class RuleChanges {

  private static final String PUBLISH = "publish";

  private static final List<String> NAMES =
      List.of(
          "k",
          "cap",
          "epoch-days",
          "window",
          "item-window",
          "back-off",
          "cold",
          "unknown",
          "view",
          "cart",
          "favourite",
          "purchase",
          PUBLISH);

  private final List<String> changes;

  private RuleChanges(List<String> changes) {
    this.changes = changes;
  }

  static RuleChanges none() {
    return new RuleChanges(List.of());
  }

  /**
   * @param text one or more {@code name=value}, joined by colons
   * @throws IllegalArgumentException naming the rule that is unknown or out of range
   */
  static RuleChanges parse(String text) {
    RuleChanges parsed = new RuleChanges(Arrays.asList(text.split(":", -1)));
    parsed.of(CollectiveRules.DEFAULT);
    parsed.publication();
    return parsed;
  }

  /** When what customers share is published. */
  Publication publication() {
    return changes.stream()
        .map(change -> change.split("=", 2))
        .filter(parts -> parts[0].equals(PUBLISH))
        .reduce((earlier, later) -> later)
        .map(parts -> Publication.every(parts[1]))
        .orElse(Publication.LIVE);
  }

  /** The rules with the changes. */
  CollectiveRules of(CollectiveRules rules) {
    CollectiveRules changed = rules;
    for (String change : changes) {
      changed = changed(changed, change);
    }
    return changed;
  }

  private static CollectiveRules changed(CollectiveRules rules, String change) {
    String[] parts = change.split("=", 2);
    if (parts.length < 2 || !NAMES.contains(parts[0])) {
      throw new IllegalArgumentException(
          "models: rule \"" + change + "\" is none of " + String.join("=, ", NAMES) + "=");
    }
    BackOff backOff = rules.backOff();
    return switch (parts[0]) {
      case "k" -> rules.withK(number(change, parts[1]));
      case "cap" -> rules.withCap(cap(change, parts[1]));
      case "epoch-days" -> rules.withEpochs(number(change, parts[1]), rules.window());
      case "window" -> rules.withEpochs(rules.epochDays(), number(change, parts[1]));
      case "item-window" -> rules.withItemWindow(number(change, parts[1]));
      case "back-off" ->
          rules.withBackOff(
              new BackOff(decimal(change, parts[1]), Math.max(1, backOff.customers())));
      case "cold" -> rules.withBackOff(new BackOff(backOff.weight(), number(change, parts[1])));
      case PUBLISH -> rules;
      default -> rules.withKinds(weighed(rules.kinds(), parts[0], number(change, parts[1])));
    };
  }

  private static KindWeights weighed(KindWeights w, String kind, int weight) {
    return new KindWeights(
        kind.equals("unknown") ? weight : w.unknown(),
        kind.equals("view") ? weight : w.view(),
        kind.equals("cart") ? weight : w.cart(),
        kind.equals("favourite") ? weight : w.favourite(),
        kind.equals("purchase") ? weight : w.purchase());
  }

  private static int cap(String change, String value) {
    return value.equals("none") ? CollectiveRules.UNCAPPED : number(change, value);
  }

  private static int number(String change, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("models: rule \"" + change + "\" needs a whole number", e);
    }
  }

  private static double decimal(String change, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("models: rule \"" + change + "\" needs a number", e);
    }
  }
}
