package dev.ricordo.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A SHA-256 hash of the tree, by the rules of RFC 6962, section 2.1: an entry is hashed behind the
 * byte 0, two nodes behind the byte 1, so that neither passes for the other.
 *
 * <p>Immutable.
 */
public final class Hash {

  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final Hash EMPTY = new Hash(sha256().digest());

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The root of the tree without entries. */
  public static Hash ofEmptyTree() {
    return EMPTY;
  }

  /** The hash of an entry. */
  public static Hash ofEntry(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return new Hash(digest.digest(entry));
  }

  /** The hash of two subtrees. */
  public static Hash ofNodes(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /**
   * A hash that was computed elsewhere.
   *
   * @param bytes 32 bytes, copied
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("hash: has " + bytes.length + " bytes, not " + BYTES);
    }
    return new Hash(bytes.clone());
  }

  static Hash read(byte[] from, int offset) {
    return new Hash(Arrays.copyOfRange(from, offset, offset + BYTES));
  }

  /** Reads 44 characters of base64; {@code what} names the value in the error's message. */
  static Hash parse(String base64, String what) {
    byte[] decoded = StrictText.base64(base64, what);
    if (decoded.length != BYTES) {
      throw new MalformedException(what + ": has " + decoded.length + " bytes, not " + BYTES);
    }
    return new Hash(decoded);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }

  void write(byte[] to, int offset) {
    System.arraycopy(bytes, 0, to, offset, BYTES);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** As the text formats write it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
