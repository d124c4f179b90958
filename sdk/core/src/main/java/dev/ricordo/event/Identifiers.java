package dev.ricordo.event;

/** The rule that every external identifier follows. */
final class Identifiers {

  /** Longest identifier accepted, in UTF-16 units. */
  static final int MAX_LENGTH = 200;

  private Identifiers() {}

  /**
   * Returns the value if it is a usable identifier.
   *
   * @param shown whether a message may repeat the value: false for what may identify a person
   * @throws IllegalArgumentException if it is blank, too long or holds a control character
   */
  static String require(String field, String value, boolean shown) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + ": must not be blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          field + ": must have at most " + MAX_LENGTH + " characters, has " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        String where = shown ? " in \"" + value.substring(0, i) + "\"" : "";
        throw new IllegalArgumentException(
            String.format("%s: control character U+%04X at index %d%s", field, (int) c, i, where));
      }
    }
    return value;
  }
}
