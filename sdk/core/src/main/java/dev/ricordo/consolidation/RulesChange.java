package dev.ricordo.consolidation;

import java.util.Set;
import java.util.TreeSet;

/**
 * Other rules for a journal, as people agreed on them.
 *
 * @param before the rules in force until then
 * @param now the rules from then on
 * @param approvers who agreed, by {@link Names} that tell people apart: as many as the rules of
 *     before ask for, at least one. So nobody alone loosens what several people were to guard
 */
public record RulesChange(
    ConsolidationRules before, ConsolidationRules now, Set<String> approvers) {

  /**
   * @throws IllegalArgumentException if nothing changes, too few people agree, or one has no name
   */
  public RulesChange {
    approvers = Set.copyOf(approvers);
    if (approvers.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("approvers: must not be empty, are " + approvers);
    }
    if (Names.people(approvers.stream()) < required(before)) {
      throw new IllegalArgumentException(
          "approvers: must be at least "
              + required(before)
              + " different people, are "
              + new TreeSet<>(approvers));
    }
    if (now.equals(before)) {
      throw new IllegalArgumentException("rules: must change, are " + now.named());
    }
  }

  /** How many people must agree on other rules. */
  public static int required(ConsolidationRules inForce) {
    return Math.max(1, inForce.approvals());
  }
}
