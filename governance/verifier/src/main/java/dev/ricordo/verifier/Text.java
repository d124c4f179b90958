package dev.ricordo.verifier;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The pieces of notes and proofs; of two spellings of one value, one is refused. */
final class Text {

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f&&[^\\n]]");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

  private Text() {}

  /**
   * The lines of a text, without their line feeds.
   *
   * @param what names the text in errors, as everywhere here
   */
  static List<String> lines(String text, String what) {
    if (!text.endsWith("\n")) {
      throw new MalformedException(what + ": does not end with a line feed");
    }
    if (CONTROL.matcher(text).find()) {
      throw new MalformedException(what + ": holds a control character");
    }
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  static byte[] base64(String text, String what) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(what + ": is not base64");
    }
    if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
      throw new MalformedException(what + ": is not the one spelling of its base64");
    }
    return decoded;
  }

  static byte[] hash(String text, String what) {
    byte[] hash = base64(text, what);
    if (hash.length != Sha256.BYTES) {
      throw new MalformedException(what + ": is not " + Sha256.BYTES + " bytes");
    }
    return hash;
  }

  /** 0 to 2^63 - 1, in decimal digits. */
  static long number(String text, String what) {
    try {
      if (NUMBER.matcher(text).matches()) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // Above 2^63 - 1: told below, like the others.
    }
    throw new MalformedException(what + ": is no number from 0 to 2^63 - 1 without leading zeros");
  }
}
