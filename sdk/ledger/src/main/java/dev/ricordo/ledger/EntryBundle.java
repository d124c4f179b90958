package dev.ricordo.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries in a row as one file: each behind its length in 2 bytes, big-endian. */
final class EntryBundle {

  static final int MAX_ENTRY_BYTES = 65_535;

  private EntryBundle() {}

  static void write(byte[] entry, ByteArrayOutputStream to) {
    to.write(entry.length >>> Byte.SIZE);
    to.write(entry.length);
    to.writeBytes(entry);
  }

  /** Reads all entries of a bundle, however many. */
  static List<byte[]> read(byte[] bundle, String path) {
    ByteBuffer rest = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    while (rest.hasRemaining()) {
      int length = rest.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(rest.getShort());
      if (length < 0 || length > rest.remaining()) {
        throw new MalformedException(path + ": ends within entry " + entries.size());
      }
      byte[] entry = new byte[length];
      rest.get(entry);
      entries.add(entry);
    }
    return entries;
  }
}
