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
   * @throws IllegalArgumentException if it is blank, too long, holds a control character or is not
   *     valid Unicode: two texts that UTF-8 cannot tell apart must not name two customers
   */
  static String require(String field, String value, boolean shown) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + ": must not be blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          field + ": must have at most " + MAX_LENGTH + " characters, has " + value.length());
    }
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int c = value.codePointAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        String what = Character.isISOControl(c) ? "control character" : "half a surrogate pair";
        String where = shown ? " in \"" + value.substring(0, i) + "\"" : "";
        throw new IllegalArgumentException(
            String.format("%s: %s U+%04X at index %d%s", field, what, c, i, where));
      }
    }
    return value;
  }
}
