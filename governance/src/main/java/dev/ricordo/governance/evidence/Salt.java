package dev.ricordo.governance.evidence;

import dev.ricordo.evidence.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** 32 random bytes that close digests. They are in the certificate's file and nowhere else. */
final class Salt {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = "ricordo certificate 1 ";
  private static final int BYTES = 32;

  private final byte[] bytes = new byte[BYTES];

  Salt() {
    RANDOM.nextBytes(bytes);
  }

  /** SHA-256 in hexadecimal, over what the value is, the salt and the value. */
  String digest(String what, byte[] value) {
    byte[] name = (PREFIX + what + "\n").getBytes(StandardCharsets.UTF_8);
    return Sha256.hex(name, bytes, value);
  }

  String digest(String what, String value) {
    return digest(what, value.getBytes(StandardCharsets.UTF_8));
  }

  String digestOfItself() {
    return digest("salt", bytes);
  }

  String text() {
    return HexFormat.of().formatHex(bytes);
  }
}
