package dev.ricordo.internal;

import dev.ricordo.RicordoBug;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Bytes that spare a fold: magic, version, the digests of what they depend on, a body, and the
 * CRC-32C of all that.
 *
 * <p>Bytes that are damaged, of another version or of other digests are no error, the fold simply
 * starts from the beginning. Thread-safe.
 */
final class CacheFormat {

  private static final int CHECKSUM_BYTES = 8;

  private static final Logger LOG = System.getLogger(CacheFormat.class.getName());

  private final Kind kind;
  private final byte[] digests;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * What the bytes are of.
   *
   * @param name of one, as in "A snapshot is damaged"
   * @param folded what is folded in their place, in the plural
   * @param other what differs if the digests do, as in "is of another base"
   */
  record Kind(String name, String folded, String other, int magic, int version) {}

  /** Writes a body. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a body, to its last byte. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * @throws IOException if this is no body, as {@link IllegalArgumentException}
     */
    T read(DataInputStream in) throws IOException;
  }

  /**
   * @param digests of all that a body depends on beside the journal; owned from now on
   */
  CacheFormat(Kind kind, byte[] digests) {
    this.kind = kind;
    this.digests = digests;
  }

  byte[] encode(Writer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(kind.magic);
      out.writeInt(kind.version);
      out.write(digests);
      body.write(out);
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new RicordoBug("writing to the heap cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** What was written, or empty if these bytes are not whole, of this version and these digests. */
  <T> Optional<T> decode(byte[] bytes, Reader<T> body) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != kind.magic) {
        return foldedAnew(Level.WARNING, "is damaged");
      }
      int version = in.readInt();
      if (version != kind.version) {
        return foldedAnew(Level.WARNING, "is of version " + version + ", not " + kind.version);
      }
      byte[] written = in.readNBytes(digests.length);
      if (!checksumHolds(bytes)) {
        return foldedAnew(Level.WARNING, "is damaged");
      }
      if (!Arrays.equals(written, digests)) {
        return foldedAnew(Level.INFO, kind.other);
      }
      T read = body.read(in);
      requireEnd(in);
      return Optional.of(read);
    } catch (IOException | IllegalArgumentException e) {
      return foldedAnew(Level.WARNING, "is damaged");
    }
  }

  /** Tells each reason once, and says nothing of whose bytes these are. */
  private <T> Optional<T> foldedAnew(Level level, String reason) {
    if (told.add(reason)) {
      LOG.log(
          level,
          "A {0} {1}: {2} like it are folded from the journal",
          kind.name,
          reason,
          kind.folded);
    }
    return Optional.empty();
  }

  private static void requireEnd(DataInputStream in) throws IOException {
    if (in.available() != CHECKSUM_BYTES) {
      throw new StreamCorruptedException("more bytes than were written");
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  private static boolean checksumHolds(byte[] bytes) throws IOException {
    int body = bytes.length - CHECKSUM_BYTES;
    try (DataInputStream tail =
        new DataInputStream(new ByteArrayInputStream(bytes, body, CHECKSUM_BYTES))) {
      return tail.readLong() == checksum(bytes, body);
    }
  }
}
