package dev.ricordo.panel;

/**
 * Who may be in a panel: customers who allow {@link dev.ricordo.consent.Purpose#TRAIN} and are not
 * restricted.
 *
 * @param granted whether only those are in it who have granted the purpose; else those too who
 *     never spoke of it
 * @param most so many customers at most, chosen by nothing they did
 */
public record PanelRules(boolean granted, long most) {

  /**
   * @throws IllegalArgumentException if nobody may be in it
   */
  public PanelRules {
    if (most < 1) {
      throw new IllegalArgumentException("most: must be at least 1, is " + most);
    }
  }

  /** Who may by these rules and by others. */
  public PanelRules and(PanelRules others) {
    return new PanelRules(granted || others.granted, Math.min(most, others.most));
  }
}
