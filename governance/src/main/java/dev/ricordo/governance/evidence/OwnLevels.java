package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.Shape;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * L0, L1 and L2 of one customer as bytes: the parts of a snapshot, {@code docs/formats/memory.md},
 * that {@code docs/formats/certificate.md} gives to each.
 *
 * @param levels L0, L1 and L2; empty where nothing is there, or the base lacks the level
 */
/*
 * L1 is the block of the first continuum level, L2 the blocks of the others, and L0 all that is left
 * but the checksum. So every byte of a snapshot that says something is in one level, and in no other.
 */
record OwnLevels(List<Optional<byte[]>> levels) {

  static final int NUMBER = 3;

  /** Of whoever has no events. */
  static final OwnLevels NONE = new OwnLevels(List.of());

  private static final int HEAD_BYTES = 4 + 4 + 32 + 32; // magic, version, two digests
  private static final int COUNTER_BYTES = 8 + 8; // events read, time of the latest
  private static final int CHECKSUM_BYTES = 8;

  OwnLevels {
    levels = List.copyOf(levels);
  }

  /**
   * The levels of a memory.
   *
   * @param snapshot its bytes, of the version that is written now
   * @param shape of the base that it was folded with
   */
  static OwnLevels of(byte[] snapshot, Shape shape) {
    MemoryState memory = memory(snapshot, shape);
    int first = HEAD_BYTES + COUNTER_BYTES + (int) memory.workingBytes();
    int second = first + (int) levelBytes(memory, 0, Math.min(1, memory.levels()));
    int end = second + (int) levelBytes(memory, 1, memory.levels());
    return new OwnLevels(
        List.of(
            Optional.of(without(snapshot, first, end)),
            part(snapshot, first, second),
            part(snapshot, second, end)));
  }

  private static MemoryState memory(byte[] snapshot, Shape shape) {
    int length = snapshot.length - HEAD_BYTES;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(snapshot, HEAD_BYTES, length))) {
      return MemoryCodec.read(shape, in);
    } catch (IOException e) {
      throw new RicordoBug("a snapshot is shorter than its memory", e);
    }
  }

  private static long levelBytes(MemoryState memory, int from, int to) {
    long bytes = 0;
    for (int level = from; level < to; level++) {
      bytes += memory.levelBytes(level);
    }
    return bytes;
  }

  private static byte[] without(byte[] snapshot, int from, int to) {
    int end = snapshot.length - CHECKSUM_BYTES;
    return ByteBuffer.allocate(from + end - to)
        .put(snapshot, 0, from)
        .put(snapshot, to, end - to)
        .array();
  }

  private static Optional<byte[]> part(byte[] snapshot, int from, int to) {
    return from == to ? Optional.empty() : Optional.of(Arrays.copyOfRange(snapshot, from, to));
  }

  /** The bytes of a level, 0 for L0. */
  Optional<byte[]> bytes(int level) {
    return levels.isEmpty() ? Optional.empty() : levels.get(level);
  }
}
