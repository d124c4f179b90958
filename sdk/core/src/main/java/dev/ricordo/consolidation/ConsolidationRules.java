package dev.ricordo.consolidation;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How consolidation goes.
 *
 * @param policy what serves before it is decided about
 * @param gates how strict the gates are
 * @param approvals how many different people must agree before an epoch that passed its gates is
 *     promoted: 0 promotes it at once. Holding, rejecting and rolling back take as many, at least
 *     one
 * @param requiredConsent purposes that count as withdrawn until a customer grants them: who is
 *     counted and who is in the panel depends on it
 */
public record ConsolidationRules(
    Policy policy, GateRules gates, int approvals, Set<Purpose> requiredConsent) {

  /** Live, nobody has to agree, and no consent is required. */
  public static final ConsolidationRules DEFAULT =
      new ConsolidationRules(Policy.LIVE, GateRules.DEFAULT, 0, Set.of());

  private static final String REQUIRED_CONSENT = "requiredConsent";
  private static final String NO_PURPOSE = "none";

  /**
   * @throws IllegalArgumentException if the number of approvals is negative
   */
  public ConsolidationRules {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(gates, "gates");
    requiredConsent = Set.copyOf(requiredConsent);
    if (approvals < 0) {
      throw new IllegalArgumentException("approvals: must be at least 0, is " + approvals);
    }
  }

  public ConsolidationRules withPolicy(Policy newPolicy) {
    return new ConsolidationRules(newPolicy, gates, approvals, requiredConsent);
  }

  public ConsolidationRules withGates(GateRules newGates) {
    return new ConsolidationRules(policy, newGates, approvals, requiredConsent);
  }

  public ConsolidationRules withApprovals(int people) {
    return new ConsolidationRules(policy, gates, people, requiredConsent);
  }

  public ConsolidationRules withRequiredConsent(Set<Purpose> purposes) {
    return new ConsolidationRules(policy, gates, approvals, purposes);
  }

  /** What holds for somebody who said nothing: every purpose granted or withdrawn. */
  public Standing unsaid() {
    Standing standing = Standing.UNSAID;
    for (Purpose purpose : Purpose.values()) {
      standing = standing.withConsent(purpose, !requiredConsent.contains(purpose));
    }
    return standing;
  }

  /**
   * Every rule by its name, as text: {@code policy}, {@code approvals}, {@code requiredConsent} as
   * {@code none} or {@code collective,train}, and the gates' limits.
   */
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("policy", policy.name());
    named.put("approvals", Integer.toString(approvals));
    named.put(REQUIRED_CONSENT, text(requiredConsent));
    gates.named().forEach((name, limit) -> named.put(name, Long.toString(limit)));
    return named;
  }

  private static String text(Set<Purpose> purposes) {
    return purposes.isEmpty()
        ? NO_PURPOSE
        : purposes.stream()
            .sorted()
            .map(purpose -> purpose.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
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
      case REQUIRED_CONSENT -> withRequiredConsent(purposesOf(value));
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

  private static Set<Purpose> purposesOf(String value) {
    return value.equalsIgnoreCase(NO_PURPOSE)
        ? Set.of()
        : Arrays.stream(value.split(",", -1))
            .map(ConsolidationRules::purposeOf)
            .collect(Collectors.toSet());
  }

  private static Purpose purposeOf(String name) {
    return Arrays.stream(Purpose.values())
        .filter(one -> one.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    REQUIRED_CONSENT
                        + ": must be none, or of personalise, collective and train, is \""
                        + name
                        + "\""));
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
