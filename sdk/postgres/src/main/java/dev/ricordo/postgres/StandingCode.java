package dev.ricordo.postgres;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;

/**
 * What somebody said, as the number in {@code subject.standing}: 0 is nothing. Two bits for each
 * purpose, 1 granted and 2 withdrawn, then one for restricted, one for the objection and one for
 * suspended.
 */
final class StandingCode {

  private static final int GRANTED = 1;
  private static final int WITHDRAWN = 2;
  private static final int RESTRICTED = 1 << 6;
  private static final int OBJECTS = 1 << 7;
  private static final int SUSPENDED = 1 << 8;

  private StandingCode() {}

  static short write(Standing standing) {
    int code = standing.restricted() ? RESTRICTED : 0;
    code |= standing.objectsToMarketing() ? OBJECTS : 0;
    code |= standing.suspended() ? SUSPENDED : 0;
    for (Purpose purpose : standing.granted()) {
      code |= GRANTED << shift(purpose);
    }
    for (Purpose purpose : standing.withdrawn()) {
      code |= WITHDRAWN << shift(purpose);
    }
    return (short) code;
  }

  static Standing read(short code) {
    Standing standing =
        Standing.UNSAID
            .withRestricted((code & RESTRICTED) != 0)
            .withObjectsToMarketing((code & OBJECTS) != 0)
            .withSuspended((code & SUSPENDED) != 0);
    for (Purpose purpose : Purpose.values()) {
      int said = code >> shift(purpose) & (GRANTED | WITHDRAWN);
      if (said != 0) {
        standing = standing.withConsent(purpose, said == GRANTED);
      }
    }
    return standing;
  }

  /** Written down here, so that the order of the constants is nobody's concern. */
  private static int shift(Purpose purpose) {
    return switch (purpose) {
      case PERSONALISE -> 0;
      case COLLECTIVE -> 2;
      case TRAIN -> 4;
    };
  }
}
