package dev.ricordo.consent;

import dev.ricordo.Scope;
import dev.ricordo.event.EventKind;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * How long events are kept.
 *
 * @param olderThan events older than this go, by their own time; calendar months and years in UTC
 * @param kinds which kinds of events; empty for all
 */
public record Retention(Period olderThan, Set<EventKind> kinds) {

  /**
   * @throws IllegalArgumentException if the period is not longer than nothing
   */
  public Retention {
    kinds = Set.copyOf(kinds);
    if (olderThan.isNegative() || olderThan.isZero()) {
      throw new IllegalArgumentException("olderThan: must be longer than nothing, is " + olderThan);
    }
  }

  /** Which of a customer's events go at a time. */
  public Scope scope(Instant now) {
    Scope.Builder scope =
        Scope.builder().to(now.atOffset(ZoneOffset.UTC).minus(olderThan).toInstant());
    kinds.forEach(scope::kind);
    return scope.build();
  }
}
