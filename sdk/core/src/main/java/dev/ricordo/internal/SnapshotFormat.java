package dev.ricordo.internal;

import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.Snapshots.Snapshot;
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
 * A customer's folded memory as bytes, version 4. Described in {@code docs/formats/memory.md}.
 *
 * <p>A snapshot is a cache: one that is damaged, of another version, of another base or of other
 * features of untrained items is no error, the fold simply starts from the beginning. Thread-safe.
 */
final class SnapshotFormat {

  private static final int MAGIC = 0x524D454D; // "RMEM"
  private static final int VERSION = 4;
  private static final int CHECKSUM_BYTES = 8;

  private static final Logger LOG = System.getLogger(SnapshotFormat.class.getName());

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Shape shape;
  private final byte[] digests;
  private final ItemIndex index;

  SnapshotFormat(ItemEmbeddings items, ItemIndex index) {
    this.shape = items.base().shape();
    this.index = index;
    byte[] base = items.base().digest();
    digests = Arrays.copyOf(base, base.length + items.digest().length);
    System.arraycopy(items.digest(), 0, digests, base.length, items.digest().length);
  }

  Snapshot encode(CustomerMemory memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.write(digests);
      MemoryCodec.write(memory.working, out);
      writeRecent(memory.recent, out);
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new dev.ricordo.RicordoBug("writing to the heap cannot fail", e);
    }
    return new Snapshot(memory.cursor, bytes.toByteArray());
  }

  /**
   * The memory, or empty if these bytes are not a whole snapshot of this version, base and feed.
   */
  Optional<CustomerMemory> decode(Snapshot snapshot) {
    byte[] bytes = snapshot.bytes();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        return foldedAnew(Level.WARNING, "is damaged");
      }
      int version = in.readInt();
      if (version != VERSION) {
        return foldedAnew(Level.WARNING, "is of version " + version + ", not " + VERSION);
      }
      byte[] written = in.readNBytes(digests.length);
      int body = bytes.length - CHECKSUM_BYTES;
      if (!checksumHolds(bytes, body)) {
        return foldedAnew(Level.WARNING, "is damaged");
      }
      if (!Arrays.equals(written, digests)) {
        return foldedAnew(Level.INFO, "is of another base, or of other features of items");
      }
      MemoryState working = MemoryCodec.read(shape, in);
      RecentItems recent = readRecent(in);
      requireEnd(in);
      CustomerMemory memory =
          new CustomerMemory(working, recent, working.steps(), snapshot.cursor());
      memory.kept = memory.cursor;
      return Optional.of(memory);
    } catch (IOException | IllegalArgumentException e) {
      return foldedAnew(Level.WARNING, "is damaged");
    }
  }

  /** Tells each reason once, and says nothing of whose snapshot it is. */
  private Optional<CustomerMemory> foldedAnew(Level level, String reason) {
    if (told.add(reason)) {
      LOG.log(level, "A snapshot {0}: memories like it are folded from the journal", reason);
    }
    return Optional.empty();
  }

  private static void requireEnd(DataInputStream in) throws IOException {
    if (in.available() != CHECKSUM_BYTES) {
      throw new StreamCorruptedException("more bytes than a memory has");
    }
  }

  private void writeRecent(RecentItems recent, DataOutputStream out) throws IOException {
    out.writeShort(recent.size());
    for (int lag = recent.size(); lag >= 1; lag--) {
      out.writeUTF(index.item(recent.get(lag)).value());
      out.writeLong(recent.second(lag));
    }
  }

  private RecentItems readRecent(DataInputStream in) throws IOException {
    RecentItems recent = new RecentItems();
    int size = in.readUnsignedShort();
    if (size > RecentItems.CAPACITY) {
      throw new StreamCorruptedException("more items than a memory keeps");
    }
    for (int i = 0; i < size; i++) {
      ItemId item = ItemId.of(in.readUTF());
      recent.push(index.number(item), in.readLong());
    }
    return recent;
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  private static boolean checksumHolds(byte[] bytes, int body) throws IOException {
    try (DataInputStream tail =
        new DataInputStream(new ByteArrayInputStream(bytes, body, CHECKSUM_BYTES))) {
      return tail.readLong() == checksum(bytes, body);
    }
  }
}
