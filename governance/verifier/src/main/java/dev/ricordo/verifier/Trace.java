package dev.ricordo.verifier;

import java.util.Optional;

/**
 * What an erasure made of one level of a customer's: salted digests of before and after. Equal
 * digests are of equal bytes.
 *
 * @param before empty if nothing was there, or {@code beforeKnown} is false
 * @param beforeKnown false if the process that erased ended before it could say
 * @param after empty if nothing is there
 */
public record Trace(Optional<String> before, boolean beforeKnown, Optional<String> after) {

  static final String BEFORE = "before";
  static final String AFTER = "after";

  private static final String NONE = "none";
  private static final String UNKNOWN = "unknown";

  /** Of a level that was not looked at before the erasure. */
  public static Trace unknownBefore(Optional<String> after) {
    return new Trace(Optional.empty(), false, after);
  }

  /** Whether nothing was there before, and nothing is now. */
  boolean ofNothing() {
    return beforeKnown && before.isEmpty() && after.isEmpty();
  }

  static Trace of(Members level, boolean full) {
    Trace trace =
        new Trace(
            level.digestOr(BEFORE, NONE, UNKNOWN),
            !level.text(BEFORE).equals(UNKNOWN),
            level.digestOr(AFTER, NONE));
    if (full && trace.after.isPresent()) {
      throw new MalformedException("certificate: something is left, but all was forgotten");
    }
    return trace;
  }

  /** As the certificate has what was before. */
  public String beforeText() {
    return beforeKnown ? before.orElse(NONE) : UNKNOWN;
  }

  /** As the certificate has what is after. */
  public String afterText() {
    return after.orElse(NONE);
  }
}
