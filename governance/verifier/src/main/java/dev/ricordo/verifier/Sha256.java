package dev.ricordo.verifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of all formats. */
final class Sha256 {

  /** Length in bytes. */
  static final int BYTES = 32;

  private Sha256() {}

  /** Of the parts, one behind the other. */
  static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
