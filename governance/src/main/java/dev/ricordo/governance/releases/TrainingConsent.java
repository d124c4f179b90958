package dev.ricordo.governance.releases;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Journal;

/** What the rules in force of a journal say of training on customers who never spoke of it. */
final class TrainingConsent {

  private TrainingConsent() {}

  /** The rules, by which nobody may who never spoke of it where consent to training is required. */
  static PanelRules inForce(Journal journal, PanelRules rules) {
    boolean required =
        journal
            .epochs()
            .rules()
            .orElse(ConsolidationRules.DEFAULT)
            .requiredConsent()
            .contains(Purpose.TRAIN);
    return rules.and(new PanelRules(required, rules.most()));
  }

  /** Whether who never spoke of it may be among those a base was trained on, and may not be now. */
  static boolean isMissing(Journal journal, Panel panel) {
    return !panel.rules().equals(inForce(journal, panel.rules()));
  }
}
