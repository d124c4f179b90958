package dev.ricordo.consolidation;

import java.util.Objects;

/**
 * How consolidation goes.
 *
 * @param policy what serves before it is decided about
 * @param gates how strict the gates are
 * @param approvals how many different people must agree before an epoch that passed its gates is
 *     promoted: 0 promotes it at once. Holding, rejecting and rolling back take as many, at least
 *     one
 */
public record ConsolidationRules(Policy policy, GateRules gates, int approvals) {

  /** Live, nobody has to agree. */
  public static final ConsolidationRules DEFAULT =
      new ConsolidationRules(Policy.LIVE, GateRules.DEFAULT, 0);

  /**
   * @throws IllegalArgumentException if the number of approvals is negative
   */
  public ConsolidationRules {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(gates, "gates");
    if (approvals < 0) {
      throw new IllegalArgumentException("approvals: must be at least 0, is " + approvals);
    }
  }

  public ConsolidationRules withPolicy(Policy newPolicy) {
    return new ConsolidationRules(newPolicy, gates, approvals);
  }

  public ConsolidationRules withGates(GateRules newGates) {
    return new ConsolidationRules(policy, newGates, approvals);
  }

  public ConsolidationRules withApprovals(int people) {
    return new ConsolidationRules(policy, gates, people);
  }

  /** Whether the events of an epoch with this verdict are in the sums that serve. */
  public boolean counts(Verdict verdict) {
    return switch (verdict) {
      case PROMOTED -> true;
      case PENDING -> policy == Policy.LIVE;
      case HELD, REJECTED -> false;
    };
  }

  /** Whether events of the open epoch are in the sums that serve. */
  public boolean openCounts() {
    return policy == Policy.LIVE;
  }
}
