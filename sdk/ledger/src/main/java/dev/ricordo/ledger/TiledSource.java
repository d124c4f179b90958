package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a log from tiles. What lies between the hashes of a tile and those of the next level is
 * computed.
 *
 * <p>Thread-safe, also beside a writer.
 */
public class TiledSource implements LedgerSource {

  private final TileReader tiles;

  public TiledSource(TileReader tiles) {
    this.tiles = tiles;
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return tiles.read(TileReader.CHECKPOINT);
  }

  @Override
  public List<byte[]> entries(long size, long from, long to) {
    List<byte[]> entries = new ArrayList<>();
    for (long at = from; at < to; ) {
      TilePath path = TilePath.within(size, TilePath.ENTRIES, at / TilePath.FULL);
      List<byte[]> bundle = bundle(path);
      long first = path.index() * TilePath.FULL;
      long end = Math.min(to, path.end());
      entries.addAll(bundle.subList((int) (at - first), (int) (end - first)));
      at = end;
    }
    return entries;
  }

  private List<byte[]> bundle(TilePath path) {
    List<byte[]> bundle = EntryBundle.read(require(path), path.path());
    if (bundle.size() < path.width()) {
      throw new LedgerException(
          "ledger: " + path.path() + " has " + bundle.size() + " entries, not " + path.width());
    }
    return bundle;
  }

  @Override
  public List<Hash> nodes(long size, List<NodeId> ids) {
    Map<TilePath, byte[]> read = new HashMap<>();
    List<Hash> hashes = new ArrayList<>();
    for (NodeId id : ids) {
      hashes.add(node(size, id, read));
    }
    return hashes;
  }

  private Hash node(long size, NodeId id, Map<TilePath, byte[]> read) {
    int level = id.level() / TilePath.HEIGHT;
    int within = id.level() % TilePath.HEIGHT;
    long first = id.index() << within;
    TilePath path = TilePath.within(size, level, first / TilePath.FULL);
    byte[] tile = read.computeIfAbsent(path, this::tile);
    return subtree(tile, (int) (first % TilePath.FULL), 1 << within);
  }

  private byte[] tile(TilePath path) {
    byte[] tile = require(path);
    if (tile.length < path.width() * Hash.BYTES) {
      throw new LedgerException("ledger: " + path.path() + " has " + tile.length + " bytes");
    }
    return tile;
  }

  static Hash subtree(byte[] tile, int first, int count) {
    if (count == 1) {
      return Hash.read(tile, first * Hash.BYTES);
    }
    int half = count / 2;
    return Hash.ofNodes(subtree(tile, first, half), subtree(tile, first + half, half));
  }

  /** A partial tile may be gone once it is full: then the full one begins with it. */
  private byte[] require(TilePath path) {
    return tiles
        .read(path.path())
        .or(() -> path.isFull() ? Optional.empty() : tiles.read(path.full().path()))
        .orElseThrow(() -> new LedgerException("ledger: " + path.path() + " is missing"));
  }
}
