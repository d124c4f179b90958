package dev.ricordo.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads the pieces of the text formats so that each value has one spelling only. */
/*
 * A second spelling of the same value (base64 without padding or with stray bits at the end, a
 * leading zero) would let a file be changed without anyone noticing. The JDK's decoder takes some
 * of them, so what was decoded is encoded again and compared.
 */
final class StrictText {

  private static final int MAX_DIGITS = 19;

  private StrictText() {}

  static String utf8(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException(what + ": is not UTF-8");
    }
  }

  /** What a constructor refuses is, where bytes are read, malformed. */
  static <T> T parsed(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new MalformedException(Objects.requireNonNull(e.getMessage()));
    }
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

  /** A decimal number of 0 or more without leading zeros, at most 2^63 - 1. */
  static long number(String text, String what) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > MAX_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new MalformedException(what + ": is not a decimal number without leading zeros");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedException(what + ": is larger than " + Long.MAX_VALUE);
    }
  }
}
