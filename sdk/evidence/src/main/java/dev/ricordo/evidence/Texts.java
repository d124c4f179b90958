package dev.ricordo.evidence;

import dev.ricordo.consolidation.Names;

/** Rules of what people write. */
public final class Texts {

  private static final int LONGEST = 500;

  private Texts() {}

  /**
   * @throws IllegalArgumentException naming the field, if the text is blank or too long
   */
  public static void require(String field, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          field + ": must have 1 to " + LONGEST + " characters, has " + text.strip().length());
    }
  }

  /**
   * @throws IllegalArgumentException if it is the same name twice
   */
  public static void requireTwo(String one, String other) {
    require("by", one);
    require("and", other);
    if (Names.same(one, other)) {
      throw new IllegalArgumentException(
          "and: must be another person than by, both are \"" + one.strip() + "\"");
    }
  }
}
