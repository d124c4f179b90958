package dev.ricordo.consolidation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

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

  /** Every rule by its name, as text: {@code policy}, {@code approvals}, and the gates' limits. */
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("policy", policy.name());
    named.put("approvals", Integer.toString(approvals));
    gates.named().forEach((name, limit) -> named.put(name, Long.toString(limit)));
    return named;
  }

  /**
   * The same, but for one rule.
   *
   * @param name as in {@link #named}
   * @throws IllegalArgumentException if there is none of this name, or the value is none of it
   */
  public ConsolidationRules with(String name, String value) {
    return switch (name) {
      case "policy" -> withPolicy(policyOf(value));
      case "approvals" -> withApprovals(number(name, value, Integer::valueOf));
      default -> withGates(gates.with(name, number(name, value, Long::valueOf)));
    };
  }

  private static Policy policyOf(String value) {
    return Arrays.stream(Policy.values())
        .filter(one -> one.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "policy: must be LIVE or EPOCH, is \"" + value + "\""));
  }

  private static <N> N number(String name, String value, Function<String, N> reading) {
    try {
      return reading.apply(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + ": must be a whole number, is \"" + value + "\"", e);
    }
  }

  /**
   * In what these depart from the rules in force, a line a rule: {@code approvals: is 0, in force
   * is 2}.
   */
  public List<String> departures(ConsolidationRules inForce) {
    Map<String, String> others = inForce.named();
    List<String> departures = new ArrayList<>();
    named()
        .forEach(
            (name, value) -> {
              String other = Objects.requireNonNull(others.get(name), name);
              if (!value.equals(other)) {
                departures.add(name + ": is " + value + ", in force is " + other);
              }
            });
    return departures;
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
