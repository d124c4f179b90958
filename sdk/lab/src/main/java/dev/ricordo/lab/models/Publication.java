package dev.ricordo.lab.models;

/**
 * When what customers share is published: each event at once, or together with all others of an
 * epoch when the epoch ends. Epochs are stretches of equal length since 1970, UTC.
 *
 * @param everySeconds how long an epoch is, 0 for at once
 */
public record Publication(long everySeconds) {

  /** Each event at once. */
  public static final Publication LIVE = new Publication(0);

  public Publication {
    if (everySeconds < 0) {
      throw new IllegalArgumentException("everySeconds: must be at least 0, is " + everySeconds);
    }
  }

  /**
   * Reads a number and a unit: {@code 90s}, {@code 1m}, {@code 12h}, {@code 1d}.
   *
   * @throws IllegalArgumentException naming the text that is neither
   */
  public static Publication every(String text) {
    if (!text.matches("[1-9][0-9]{0,5}[smhd]")) {
      throw new IllegalArgumentException(
          "publish: must be like 90s, 1m, 12h or 1d, is \"" + text + "\"");
    }
    int last = text.length() - 1;
    long unit =
        switch (text.charAt(last)) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3_600;
          default -> 86_400;
        };
    return new Publication(Long.parseLong(text.substring(0, last)) * unit);
  }

  public boolean live() {
    return everySeconds == 0;
  }

  /** The number of the epoch that a second lies in. */
  public long epoch(long second) {
    return live() ? second : Math.floorDiv(second, everySeconds);
  }
}
