package dev.ricordo.verifier;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A closed epoch of consolidation that an erasure touched: its gates are to be computed anew.
 *
 * @param number 1 for the first
 * @param examinedAgain whether that was done when this was certified; empty in version 2
 * @param verdict that held then: {@code pending}, {@code promoted}, {@code held} or {@code
 *     rejected}; empty in version 2
 */
public record TouchedEpoch(long number, Optional<Boolean> examinedAgain, Optional<String> verdict) {

  private static final String AGAIN = "examined again";
  private static final String PENDING = "to be examined again";

  /** As version 2 has it. */
  static TouchedEpoch numbered(long number) {
    return new TouchedEpoch(number, Optional.empty(), Optional.empty());
  }

  static TouchedEpoch of(Map<String, Object> values) {
    Members members =
        Members.of("certificate.epochs", values, Set.of("number", "state", "verdict"));
    return new TouchedEpoch(
        members.number("number"),
        Optional.of(members.oneOf("state", AGAIN, PENDING).equals(AGAIN)),
        Optional.of(members.oneOf("verdict", "pending", "promoted", "held", "rejected")));
  }

  /** As the certificate has it. */
  public String state() {
    return examinedAgain.orElse(false) ? AGAIN : PENDING;
  }
}
