package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** 256 entries in a row, or fewer at the edge: as stored, and as their tile says they hash. */
final class LeafRow {

  private final long row;
  private final int width;
  private final Read bundle;
  private final Read tile;

  private LeafRow(long row, int width, Read bundle, Read tile) {
    this.row = row;
    this.width = width;
    this.bundle = bundle;
    this.tile = tile;
  }

  static LeafRow read(TileReader tiles, long size, long row) {
    TilePath bundle = TilePath.within(size, TilePath.ENTRIES, row);
    TilePath tile = TilePath.within(size, 0, row);
    return new LeafRow(row, tile.width(), Read.of(tiles, bundle), Read.of(tiles, tile));
  }

  void report(Findings findings) {
    bundle.report(findings);
    tile.report(findings);
  }

  boolean isFull() {
    return width == TilePath.FULL;
  }

  boolean hasTile() {
    return tile.hashes().isPresent();
  }

  /** The hashes of the entries that could be read, {@code width} at most. */
  List<Hash> entries() {
    return bundle.hashes().orElse(List.of());
  }

  boolean entriesComplete() {
    return entries().size() == width;
  }

  List<Hash> stored() {
    return tile.hashes().orElse(List.of());
  }

  boolean agree() {
    return hasTile() && entries().equals(stored());
  }

  /** Names the hashes of the tile that are not those of the entries. */
  void reportTile(Findings findings) {
    for (int i = 0; i < width && hasTile(); i++) {
      if (!stored().get(i).equals(entries().get(i))) {
        findings.add(new Finding.TileAltered(tile.path().path(), i));
      }
    }
  }

  /** Names the entries that are not those of the tile: edited, moved from nearby, or dropped. */
  void reportEntries(Findings findings, TileReader tiles, long size) {
    if (bundle.problem().isPresent() && entries().isEmpty()) {
      return;
    }
    Map<Hash, Long> belongs = new HashMap<>();
    Set<Hash> present = new HashSet<>();
    for (long near = Math.max(0, row - 1); near <= row + 1 && near * TilePath.FULL < size; near++) {
      LeafRow other = near == row ? this : read(tiles, size, near);
      long first = near * TilePath.FULL;
      for (int i = 0; i < other.stored().size(); i++) {
        belongs.putIfAbsent(other.stored().get(i), first + i);
      }
      present.addAll(other.entries());
    }
    compare(belongs, present, findings);
  }

  private void compare(Map<Hash, Long> belongs, Set<Hash> present, Findings findings) {
    Findings edited = new Findings();
    Findings dropped = new Findings();
    Findings moved = new Findings();
    for (int i = 0; i < width; i++) {
      long index = row * TilePath.FULL + i;
      Hash wanted = stored().get(i);
      Optional<Hash> found =
          i < entries().size() ? Optional.of(entries().get(i)) : Optional.empty();
      if (found.equals(Optional.of(wanted))) {
        continue;
      }
      Optional<Long> home = found.map(belongs::get);
      if (found.isPresent() && home.isEmpty()) {
        edited.add(new Finding.EntriesEdited(index, index));
      } else if (!present.contains(wanted)) {
        dropped.add(new Finding.EntriesDropped(index, index));
      }
      home.ifPresent(at -> moved.add(new Finding.EntriesMoved(index, index, at - index)));
    }
    findings.addAll(edited);
    findings.addAll(dropped);
    findings.addAll(moved);
  }

  /** A tile as hashes, or a bundle as the hashes of its entries, and what is wrong with it. */
  record Read(TilePath path, Optional<List<Hash>> hashes, Optional<Finding> problem) {

    /** A partial file may be gone once it is full: then the full one begins with it. */
    static Read of(TileReader tiles, TilePath path) {
      Optional<byte[]> content = tiles.read(path.path());
      boolean longer = content.isEmpty() && !path.isFull();
      if (longer) {
        content = tiles.read(path.full().path());
      }
      if (content.isEmpty()) {
        return new Read(path, Optional.empty(), Optional.of(missing(path)));
      }
      return path.level() == TilePath.ENTRIES
          ? bundle(path, content.get(), longer)
          : tile(path, content.get(), longer);
    }

    private static Finding missing(TilePath path) {
      int shift = TilePath.HEIGHT * Math.max(0, path.level());
      long first = (path.index() * TilePath.FULL) << shift;
      return new Finding.FileMissing(path.path(), first, (path.end() << shift) - 1);
    }

    private static Read tile(TilePath path, byte[] content, boolean longer) {
      int wanted = path.width() * Hash.BYTES;
      if (longer ? content.length < wanted : content.length != wanted) {
        String rule = "has " + content.length + " bytes, not " + wanted;
        return malformed(path, Optional.empty(), rule);
      }
      List<Hash> hashes = new ArrayList<>();
      for (int i = 0; i < path.width(); i++) {
        hashes.add(Hash.read(content, i * Hash.BYTES));
      }
      return new Read(path, Optional.of(hashes), Optional.empty());
    }

    private static Read bundle(TilePath path, byte[] content, boolean longer) {
      List<byte[]> entries;
      try {
        entries = EntryBundle.read(content, path.path());
      } catch (MalformedException e) {
        return malformed(path, Optional.empty(), "ends within an entry");
      }
      int count = Math.min(path.width(), entries.size());
      List<Hash> hashes = entries.subList(0, count).stream().map(Hash::ofEntry).toList();
      if (longer ? entries.size() < path.width() : entries.size() != path.width()) {
        String rule = "has " + entries.size() + " entries, not " + path.width();
        return malformed(path, Optional.of(hashes), rule);
      }
      return new Read(path, Optional.of(hashes), Optional.empty());
    }

    private static Read malformed(TilePath path, Optional<List<Hash>> hashes, String rule) {
      return new Read(path, hashes, Optional.of(new Finding.Malformed(path.path(), rule)));
    }

    void report(Findings findings) {
      problem.ifPresent(findings::add);
    }
  }
}
