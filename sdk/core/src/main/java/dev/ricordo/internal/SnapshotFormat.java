package dev.ricordo.internal;

import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A customer's folded memory as bytes, version 4. Described in {@code docs/formats/memory.md}.
 *
 * <p>A snapshot is a cache: one that is damaged, of another version, of another base or of other
 * features of untrained items is no error, the fold simply starts from the beginning. Thread-safe.
 */
final class SnapshotFormat {

  private static final CacheFormat.Kind KIND =
      new CacheFormat.Kind(
          "snapshot",
          "memories",
          "is of another base, or of other features of items",
          0x524D454D, // "RMEM"
          4);

  private final Shape shape;
  private final CacheFormat format;
  private final ItemIndex index;

  SnapshotFormat(ItemEmbeddings items, ItemIndex index) {
    this.shape = items.base().shape();
    this.index = index;
    byte[] base = items.base().digest();
    byte[] digests = Arrays.copyOf(base, base.length + items.digest().length);
    System.arraycopy(items.digest(), 0, digests, base.length, items.digest().length);
    format = new CacheFormat(KIND, digests);
  }

  Snapshot encode(CustomerMemory memory) {
    byte[] bytes =
        format.encode(
            out -> {
              MemoryCodec.write(memory.working, out);
              writeRecent(memory.recent, out);
            });
    return new Snapshot(memory.cursor, bytes);
  }

  /**
   * The memory, or empty if these bytes are not a whole snapshot of this version, base and feed.
   */
  Optional<CustomerMemory> decode(Snapshot snapshot) {
    return format.decode(
        snapshot.bytes(),
        in -> {
          MemoryState working = MemoryCodec.read(shape, in);
          RecentItems recent = readRecent(in);
          CustomerMemory memory =
              new CustomerMemory(working, recent, working.steps(), snapshot.cursor());
          memory.kept = memory.cursor;
          return memory;
        });
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
}
