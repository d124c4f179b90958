package dev.ricordo.internal;

import dev.ricordo.RicordoException;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.spi.Epochs;
import java.util.Optional;
import java.util.Set;

/** Everybody who decides about a journal's epochs does so by the same rules. */
/*
 * They are kept beside the epochs. Who opens the journal with rules puts them in force if there are
 * none, and must have the same ones otherwise; who opens it without takes those that there are.
 * Whoever decides looks once more: rules that were changed meanwhile are others than those by which
 * this instance counts.
 */
public final class RulesInForce {

  private RulesInForce() {}

  /**
   * The rules to open a journal with. If none are in force, whoever wants some or requires consent
   * puts them there, so that others who open the journal ask for as much.
   *
   * @param wanted by whoever opens it
   * @param requiredConsent the same of one rule, whichever the others are
   * @throws IllegalArgumentException naming each rule that is not the one in force
   */
  public static ConsolidationRules of(
      Epochs epochs, Optional<ConsolidationRules> wanted, Optional<Set<Purpose>> requiredConsent) {
    Optional<ConsolidationRules> before = epochs.rules();
    ConsolidationRules others = wanted.or(() -> before).orElse(ConsolidationRules.DEFAULT);
    ConsolidationRules rules = requiredConsent.map(others::withRequiredConsent).orElse(others);
    boolean says = wanted.isPresent() || requiredConsent.filter(set -> !set.isEmpty()).isPresent();
    ConsolidationRules inForce = says ? putIfNone(epochs, rules) : before.orElse(rules);
    if (!inForce.equals(rules)) {
      throw new IllegalArgumentException("consolidation: " + departures(rules, inForce));
    }
    return rules;
  }

  /**
   * @throws RicordoException naming each rule that was changed since an instance was opened by some
   */
  static void require(Epochs epochs, ConsolidationRules rules) {
    ConsolidationRules inForce = putIfNone(epochs, rules);
    if (!inForce.equals(rules)) {
      throw new RicordoException(
          "consolidation: the rules have changed since this instance was opened, which must be opened"
              + " again: "
              + departures(rules, inForce));
    }
  }

  private static ConsolidationRules putIfNone(Epochs epochs, ConsolidationRules rules) {
    Optional<ConsolidationRules> inForce = epochs.rules();
    if (inForce.isPresent()) {
      return inForce.get();
    }
    epochs.putRules(inForce, rules);
    return epochs.rules().orElse(rules);
  }

  private static String departures(ConsolidationRules rules, ConsolidationRules inForce) {
    return String.join("; ", rules.departures(inForce));
  }
}
