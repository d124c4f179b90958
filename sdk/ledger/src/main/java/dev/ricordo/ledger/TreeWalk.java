package dev.ricordo.ledger;

import dev.ricordo.ledger.LeafRow.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pass over all entries of a log that builds its tree again. */
/*
 * Bundle by bundle, the hashes of the entries are compared with those stored in the tile of level 0.
 * Where they differ one of the two was changed: the one that leads to the hash in the tile above
 * (at the edge: to the signed root) is right and goes into the tree. Each subtree of 256^n entries
 * that becomes complete is compared with the stored hash of its tile. If the root comes out as
 * signed, everything in the tree is right, and whatever differs from it was altered.
 */
final class TreeWalk {

  private final TileReader tiles;
  private final Checkpoint signed;
  private final Findings findings;
  private final Frontier tree = new Frontier();
  private final Map<Integer, Read> above = new HashMap<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private boolean whole = true;
  private long checked;

  TreeWalk(TileReader tiles, Checkpoint signed, Findings findings) {
    this.tiles = tiles;
    this.signed = signed;
    this.findings = findings;
  }

  /** How many entries were read and hashed. */
  long checked() {
    return checked;
  }

  /** Walks, and compares with roots that were signed at several sizes. */
  void run(Map<Long, Hash> roots) {
    List<Long> forks = new ArrayList<>();
    long rows = (signed.size() + TilePath.FULL - 1) / TilePath.FULL;
    for (long row = 0; row < rows; row++) {
      if (!whole || findings.areEnough()) {
        findings.add(new Finding.GivenUp(row * TilePath.FULL));
        return;
      }
      grow(leaves(row), roots, forks);
    }
    conclude(forks);
  }

  private void grow(List<Hash> leaves, Map<Long, Hash> roots, List<Long> forks) {
    for (Hash leaf : leaves) {
      tree.append(leaf, this::compare);
      Hash old = roots.get(tree.size());
      if (old != null && !old.equals(tree.root())) {
        forks.add(tree.size());
      }
    }
  }

  private void conclude(List<Long> forks) {
    boolean asSigned = whole && tree.root().equals(signed.root());
    for (Doubt doubt : doubts) {
      findings.add(doubt.resolved(asSigned));
    }
    if (asSigned) {
      forks.forEach(size -> findings.add(new Finding.Forked(size)));
    } else if (whole) {
      findings.add(new Finding.RootMismatch(signed.size()));
    }
  }

  /** The hashes of a row of entries that are most likely right; none if nothing tells them. */
  private List<Hash> leaves(long row) {
    LeafRow found = LeafRow.read(tiles, signed.size(), row);
    found.report(findings);
    checked += found.entries().size();
    if (found.agree()) {
      return found.stored();
    }
    boolean entriesRight = found.entriesComplete() && (!found.hasTile() || isRight(row, found));
    if (!entriesRight && !found.hasTile()) {
      whole = false;
      return List.of();
    }
    if (entriesRight) {
      found.reportTile(findings);
      return found.entries();
    }
    found.reportEntries(findings, tiles, signed.size());
    return found.stored();
  }

  /** Whether the entries, and not the tile, lead to what is above. */
  private boolean isRight(long row, LeafRow found) {
    if (found.isFull()) {
      Optional<Hash> parent = above(new NodeId(TilePath.HEIGHT, row));
      return parent.isPresent()
          && root(found.entries()).equals(parent.get())
          && !root(found.stored()).equals(parent.get());
    }
    return rootWith(found.entries()).equals(signed.root())
        && !rootWith(found.stored()).equals(signed.root());
  }

  private static Hash root(List<Hash> leaves) {
    Frontier subtree = new Frontier();
    leaves.forEach(subtree::append);
    return subtree.root();
  }

  private Hash rootWith(List<Hash> leaves) {
    Frontier all = tree.copy();
    leaves.forEach(all::append);
    return all.root();
  }

  private void compare(Node node) {
    int level = node.id().level();
    if (level == 0 || level % TilePath.HEIGHT != 0) {
      return;
    }
    Optional<Hash> stored = above(node.id());
    if (stored.isPresent() && !stored.get().equals(node.hash())) {
      doubts.add(new Doubt(path(node.id()), node.id()));
    }
  }

  /** The stored hash of a subtree that has one in a tile of level 1 or above. */
  private Optional<Hash> above(NodeId id) {
    int level = id.level() / TilePath.HEIGHT;
    TilePath path = path(id);
    Read tile = above.get(level);
    if (tile == null || !tile.path().equals(path)) {
      tile = Read.of(tiles, path);
      tile.report(findings);
      above.put(level, tile);
    }
    int position = (int) (id.index() % TilePath.FULL);
    return tile.hashes().map(hashes -> hashes.get(position));
  }

  private TilePath path(NodeId id) {
    int level = id.level() / TilePath.HEIGHT;
    return TilePath.within(signed.size(), level, id.index() / TilePath.FULL);
  }

  /** A stored hash that is not that of the subtree which the walk built. */
  private record Doubt(TilePath tile, NodeId id) {

    Finding resolved(boolean treeIsAsSigned) {
      if (treeIsAsSigned) {
        return new Finding.TileAltered(tile.path(), (int) (id.index() % TilePath.FULL));
      }
      long end = id.end();
      return new Finding.EntriesRewritten(end - (1L << id.level()), end - 1, tile.path());
    }
  }
}
