package dev.ricordo.panel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Customers, with their events up to a position, on whom a base is trained.
 *
 * @param id random
 * @param enrolledAt when it was put together
 * @param lastPosition of the last event that may be read of them
 * @param members how many customers were enrolled
 * @param rules by which they were chosen
 * @param base digest of the base that was trained on it, in hexadecimal; empty before
 * @param debts of how many people something was forgotten since, or who let their data train no
 *     more: what the base still holds of them. Nobody of whom all that went came later than the
 *     last position
 * @param owingSince when the first of them was forgotten
 * @param retiredAt when the base was destroyed; nothing is owed from then on
 */
public record Panel(
    UUID id,
    Instant enrolledAt,
    long lastPosition,
    long members,
    PanelRules rules,
    Optional<String> base,
    long debts,
    Optional<Instant> owingSince,
    Optional<Instant> retiredAt) {

  /** One that was put together a moment ago. */
  public static Panel enrolled(
      UUID id, Instant at, long lastPosition, long members, PanelRules rules) {
    return new Panel(
        id,
        at.truncatedTo(ChronoUnit.MICROS),
        lastPosition,
        members,
        rules,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  public boolean retired() {
    return retiredAt.isPresent();
  }

  /**
   * When the base must be one that never had those who were forgotten.
   *
   * @param within so long after the first of them was
   * @return empty if nothing is owed
   */
  public Optional<Instant> due(Duration within) {
    return owingSince.map(since -> since.plus(within));
  }
}
