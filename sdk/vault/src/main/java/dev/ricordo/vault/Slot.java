package dev.ricordo.vault;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One key's place in the file: 128 bytes, so that no slot crosses a sector of the disk and a
 * destroyed key is overwritten in one step. See {@code docs/formats/vault.md}.
 */
sealed interface Slot {

  /** Length of a slot, in bytes. */
  int BYTES = 128;

  /** Length of a wrapped key, in bytes. */
  int WRAPPED_BYTES = 32 + Seal.OVERHEAD_BYTES;

  int CHECKSUM_AT = BYTES - Integer.BYTES;
  byte LIVE = 1;
  byte DESTROYED = 2;

  UUID subject();

  /** A wrapped key. */
  @SuppressWarnings("ArrayRecordComponent") // on its way between file and memory, never compared
  record Live(UUID subject, byte[] wrapped) implements Slot {}

  /** Where a key was, or was to be none. */
  record Destroyed(UUID subject, Instant at) implements Slot {}

  /** The slot's bytes; a destroyed slot's are zeros where the key was. */
  default byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(0, this instanceof Live ? LIVE : DESTROYED);
    bytes.putLong(4, subject().getMostSignificantBits());
    bytes.putLong(12, subject().getLeastSignificantBits());
    if (this instanceof Destroyed destroyed) {
      Instant at = destroyed.at();
      bytes.putLong(20, at.getEpochSecond()).putInt(28, at.getNano());
    } else if (this instanceof Live live) {
      bytes.put(32, live.wrapped());
    }
    bytes.putInt(CHECKSUM_AT, checksum(bytes.array()));
    return bytes.array();
  }

  /** The slot in these bytes; empty if they are damaged or were never written whole. */
  static Optional<Slot> read(byte[] slot) {
    ByteBuffer bytes = ByteBuffer.wrap(slot);
    if (bytes.getInt(CHECKSUM_AT) != checksum(slot)) {
      return Optional.empty();
    }
    UUID subject = subject(slot);
    return switch (bytes.get(0)) {
      case LIVE -> {
        byte[] wrapped = new byte[WRAPPED_BYTES];
        bytes.get(32, wrapped);
        yield Optional.of(new Live(subject, wrapped));
      }
      case DESTROYED ->
          Optional.of(
              new Destroyed(subject, Instant.ofEpochSecond(bytes.getLong(20), bytes.getInt(28))));
      default -> Optional.empty();
    };
  }

  /** Whose slot these bytes say they are, damaged or not. */
  static UUID subject(byte[] slot) {
    ByteBuffer bytes = ByteBuffer.wrap(slot);
    return new UUID(bytes.getLong(4), bytes.getLong(12));
  }

  /** CRC-32C of all bytes before it. */
  static int checksum(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 0, CHECKSUM_AT);
    return (int) crc.getValue();
  }
}
