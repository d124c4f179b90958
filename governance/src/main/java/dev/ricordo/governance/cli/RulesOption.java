package dev.ricordo.governance.cli;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.spi.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Rules of consolidation, by their names. */
final class RulesOption {

  @Option(
      names = "--rule",
      paramLabel = "NAME=VALUE",
      description =
          "A rule of consolidation, such as approvals=2; once for each. Of the others the one in"
              + " force holds.")
  private final Map<String, String> rules = new LinkedHashMap<>();

  /** Whether any is given. */
  boolean given() {
    return !rules.isEmpty();
  }

  /**
   * The rules in force.
   *
   * @throws IllegalArgumentException if there are none: a command puts none, for nobody would have
   *     agreed to them
   */
  static ConsolidationRules inForce(Journal journal) {
    return journal
        .epochs()
        .rules()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no rules are in force yet; a shop puts them when it starts"));
  }

  /**
   * The given rules, and for the rest others.
   *
   * @throws IllegalArgumentException naming the rule that is none, or its value
   */
  ConsolidationRules over(ConsolidationRules others) {
    ConsolidationRules over = others;
    for (Map.Entry<String, String> rule : rules.entrySet()) {
      over = over.with(rule.getKey(), rule.getValue());
    }
    return over;
  }
}
