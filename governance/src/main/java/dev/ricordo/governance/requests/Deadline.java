package dev.ricordo.governance.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.evidence.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Until when a request must be done: a calendar month after it came in, three if it was extended.
 * Months are those of UTC; of the 31st, the last day of a shorter month.
 *
 * @param received when it came in
 * @param due until when
 * @param extension why it takes longer; null if it was not extended
 * @param by who extended it; null if it was not, or before version 3
 * @param salt of the extension's entry in the ledger; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Deadline(
    Instant received,
    Instant due,
    @Nullable String extension,
    @Nullable String by,
    @Nullable String salt) {

  private static final int MONTHS = 1;
  private static final int FURTHER_MONTHS = 2;

  static Deadline of(Instant received) {
    return new Deadline(received, after(received, MONTHS), null, null, null);
  }

  private static Instant after(Instant received, int months) {
    return received.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }

  /**
   * Two months more.
   *
   * @throws IllegalArgumentException if it was extended before, the month is over, or no reason or
   *     nobody is given
   */
  Deadline extended(String reason, String who, String newSalt, Instant now) {
    Texts.require("reason", reason);
    Texts.require("by", who);
    if (extension != null) {
      throw new IllegalArgumentException("extend: was done before, until " + due);
    }
    if (now.isAfter(due)) {
      throw new IllegalArgumentException("extend: must be done within the month, until " + due);
    }
    return new Deadline(
        received, after(received, MONTHS + FURTHER_MONTHS), reason, who.strip(), newSalt);
  }

  /** Whole days that are left; below 0 if it is overdue. */
  long daysLeft(Instant now) {
    return Math.floorDiv(ChronoUnit.SECONDS.between(now, due), 86_400);
  }
}
