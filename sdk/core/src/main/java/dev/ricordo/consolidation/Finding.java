package dev.ricordo.consolidation;

import java.util.Locale;

/**
 * What a gate found.
 *
 * @param gate its name
 * @param passed whether the epoch may pass
 * @param measured what was measured, in the gate's unit
 * @param limit what was allowed, in the same unit
 * @param unit of both: {@code customers} or {@code ppm}, parts of a million
 */
public record Finding(String gate, boolean passed, long measured, long limit, String unit) {

  /** In one line for people, for example {@code drift: 31.0 %, at most 50.0 %}. */
  @Override
  public String toString() {
    return gate + ": " + text(measured) + ", limit " + text(limit) + (passed ? "" : ", failed");
  }

  private String text(long value) {
    return unit.equals("ppm")
        ? String.format(Locale.ROOT, "%.1f %%", value / 10_000.0)
        : value + " " + unit;
  }
}
