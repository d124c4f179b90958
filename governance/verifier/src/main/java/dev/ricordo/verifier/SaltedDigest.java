package dev.ricordo.verifier;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * SHA-256 over what a value is, the salt and the value. Whoever has the salt can check a value that
 * is known, and try values that are not; whoever has not learns nothing.
 */
final class SaltedDigest {

  private static final String PREFIX = "ricordo certificate 1 ";

  private final byte[] salt;

  SaltedDigest(String saltInHexadecimal) {
    salt = HexFormat.of().parseHex(saltInHexadecimal);
  }

  /** The digest in hexadecimal. */
  String of(String what, byte[] value) {
    byte[] name = (PREFIX + what + "\n").getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.of(name, salt, value));
  }

  String of(String what, String value) {
    return of(what, value.getBytes(StandardCharsets.UTF_8));
  }
}
