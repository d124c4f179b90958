package dev.ricordo.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a log in tiles, from which others read and audit it directly.
 *
 * <pre>{@code
 * try (Ledger ledger = Ledger.open(new TiledStore(FolderTiles.open(folder)), signer)) { … }
 * }</pre>
 *
 * <p>Used by one thread at a time, but for what {@link LedgerSource} offers. Keeps the last,
 * partial bundle of entries in memory, at most 16 MB.
 */
/*
 * Order: entries and hashes, to the disk; then the checkpoint, to the disk; then partial tiles that
 * have become full are deleted. Only the checkpoint makes entries part of the log, so a crash before
 * it leaves the old log and some files that no checkpoint speaks of.
 *
 * Those files would be in the way of the next append, which may bring other entries. They are moved
 * aside, not deleted, and only when something is written: if the checkpoint lies beside newer tiles
 * because someone put an old one back, nothing is lost by having opened the log.
 */
public final class TiledStore extends TiledSource implements LedgerStore {

  private static final long UNKNOWN = -1;

  private final TileStore tiles;
  private Map<Integer, byte[]> edge = new HashMap<>();
  private long size = UNKNOWN;

  public TiledStore(TileStore tiles) {
    super(tiles);
    this.tiles = tiles;
  }

  @Override
  public void commit(Batch batch) {
    if (size == UNKNOWN) {
      takeOver();
    }
    if (size != batch.before()) {
      throw new LedgerException("ledger: has " + size + " entries, not " + batch.before());
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<Integer, byte[]> newEdge = new HashMap<>();
    for (int level = TilePath.ENTRIES; level <= TilePath.MAX_LEVEL; level++) {
      extend(level, added(batch, level), files, newEdge);
    }
    long newSize = batch.checkpoint().checkpoint().size();
    size = UNKNOWN;
    tiles.write(files);
    tiles.write(Map.of(TileReader.CHECKPOINT, batch.checkpoint().bytes()));
    deletePartials(batch.before(), newSize);
    edge = newEdge;
    size = newSize;
  }

  /** Learns where the log ends, and moves aside what lies behind its end. */
  private void takeOver() {
    List<String> paths = tiles.paths();
    if (checkpoint().isEmpty() && !paths.isEmpty()) {
      throw new LedgerException("ledger: there are tiles, but no checkpoint");
    }
    long stored =
        checkpoint().map(note -> SignedCheckpoint.parse(note).checkpoint().size()).orElse(0L);
    tiles.setAside(paths.stream().filter(path -> isBeyond(path, stored)).toList());
    edge = readEdge(stored);
    size = stored;
  }

  private static boolean isBeyond(String path, long stored) {
    return TilePath.find(path)
        .filter(tile -> tile.end() > TilePath.count(stored, tile.level()))
        .isPresent();
  }

  private Map<Integer, byte[]> readEdge(long stored) {
    Map<Integer, byte[]> read = new HashMap<>();
    for (int level = TilePath.ENTRIES; level <= TilePath.MAX_LEVEL; level++) {
      long count = TilePath.count(stored, level);
      if (count % TilePath.FULL > 0) {
        String path = TilePath.within(stored, level, count / TilePath.FULL).path();
        byte[] content =
            tiles
                .read(path)
                .orElseThrow(() -> new LedgerException("ledger: " + path + " is missing"));
        read.put(level, content);
      }
    }
    return read;
  }

  private static List<byte[]> added(Batch batch, int level) {
    if (level == TilePath.ENTRIES) {
      List<byte[]> entries = new ArrayList<>();
      for (byte[] entry : batch.entries()) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EntryBundle.write(entry, written);
        entries.add(written.toByteArray());
      }
      return entries;
    }
    return batch.nodes().stream()
        .filter(node -> node.id().level() == level * TilePath.HEIGHT)
        .map(node -> node.hash().bytes())
        .toList();
  }

  private void extend(
      int level, List<byte[]> added, Map<String, byte[]> files, Map<Integer, byte[]> newEdge) {
    long count = TilePath.count(size, level);
    ByteArrayOutputStream tile = new ByteArrayOutputStream();
    tile.writeBytes(edge.getOrDefault(level, new byte[0]));
    for (byte[] piece : added) {
      tile.writeBytes(piece);
      if (++count % TilePath.FULL == 0) {
        files.put(ending(level, count).path(), tile.toByteArray());
        tile.reset();
      }
    }
    if (count % TilePath.FULL > 0) {
      newEdge.put(level, tile.toByteArray());
      if (!added.isEmpty()) {
        files.put(ending(level, count).path(), tile.toByteArray());
      }
    }
  }

  /** The tile whose last hash or entry is the one before {@code count}. */
  private static TilePath ending(int level, long count) {
    long index = (count - 1) / TilePath.FULL;
    return new TilePath(level, index, (int) (count - index * TilePath.FULL));
  }

  private void deletePartials(long before, long after) {
    for (int level = TilePath.ENTRIES; level <= TilePath.MAX_LEVEL; level++) {
      long count = TilePath.count(before, level);
      long index = count / TilePath.FULL;
      if (count % TilePath.FULL > 0 && index < TilePath.count(after, level) / TilePath.FULL) {
        TilePath full = new TilePath(level, index, TilePath.FULL);
        List<String> partials = new ArrayList<>();
        for (int width = 1; width < TilePath.FULL; width++) {
          partials.add(full.partial(width).path());
        }
        tiles.delete(partials);
      }
    }
  }

  @Override
  public void close() {
    tiles.close();
  }
}
