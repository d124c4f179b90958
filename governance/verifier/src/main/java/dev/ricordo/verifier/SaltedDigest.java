package dev.ricordo.verifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((PREFIX + what + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }

  String of(String what, String value) {
    return of(what, value.getBytes(StandardCharsets.UTF_8));
  }
}
