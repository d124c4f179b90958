package dev.ricordo.spi;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** A secret key of 256 bits. Immutable; prints without its bits. */
public final class DataKey {

  /** Length of every key, in bytes. */
  public static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private DataKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes copied
   * @throws IllegalArgumentException if there are not {@link #BYTES}
   */
  public static DataKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("key: must have 32 bytes, has " + bytes.length);
    }
    return new DataKey(bytes.clone());
  }

  /** A new key, from the system's secure random numbers. */
  public static DataKey random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new DataKey(bytes);
  }

  /** A copy of the key's bits. Whoever asks must not keep them longer than the key. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "DataKey";
  }
}
