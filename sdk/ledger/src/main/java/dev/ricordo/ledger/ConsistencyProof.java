package dev.ricordo.ledger;

import dev.ricordo.ledger.Subtrees.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says that a tree begins with all entries of an older one, unchanged (RFC 6962, section 2.1.2).
 *
 * @param oldSize the number of entries of the older tree, 0 or more; every tree continues the empty
 *     one
 * @param size the number of entries of the newer tree, at least {@code oldSize}
 * @param path in the RFC's order; empty if either size is 0 or both are equal
 */
public record ConsistencyProof(long oldSize, long size, List<Hash> path) {

  public ConsistencyProof {
    requireOrder(oldSize, size);
    path = List.copyOf(path);
  }

  private static void requireOrder(long oldSize, long size) {
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("oldSize: " + oldSize + " is not in 0.." + size);
    }
  }

  /**
   * Computes a proof from stored hashes.
   *
   * @throws LedgerException if the source lacks a hash
   */
  public static ConsistencyProof of(long oldSize, long size, NodeSource source) {
    requireOrder(oldSize, size);
    if (oldSize == 0 || oldSize == size) {
      return new ConsistencyProof(oldSize, size, List.of());
    }
    return new ConsistencyProof(oldSize, size, Subtrees.roots(ranges(oldSize, size), source));
  }

  private static List<Range> ranges(long oldSize, long size) {
    List<Range> ranges = new ArrayList<>();
    long from = 0;
    long to = size;
    while (oldSize != to) {
      long middle = from + Subtrees.split(to - from);
      if (oldSize <= middle) {
        ranges.add(new Range(middle, to));
        to = middle;
      } else {
        ranges.add(new Range(from, middle));
        from = middle;
      }
    }
    if (from > 0) {
      ranges.add(new Range(from, to));
    }
    Collections.reverse(ranges);
    return ranges;
  }

  /** Whether the tree with this root continues the one with the old root. */
  public boolean holds(Hash oldRoot, Hash root) {
    if (oldSize == size) {
      return path.isEmpty() && oldRoot.equals(root);
    }
    if (oldSize == 0) {
      return path.isEmpty() && oldRoot.equals(Hash.ofEmptyTree());
    }
    return !path.isEmpty() && climbs(oldRoot, root);
  }

  private boolean climbs(Hash oldRoot, Hash root) {
    boolean complete = Long.bitCount(oldSize) == 1;
    int up = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >>> up;
    long last = (size - 1) >>> up;
    Hash old = complete ? oldRoot : path.get(0);
    Hash hash = old;
    for (Hash sibling : path.subList(complete ? 0 : 1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = Hash.ofNodes(sibling, old);
        hash = Hash.ofNodes(sibling, hash);
        int skipped = Long.numberOfTrailingZeros(node);
        node >>>= skipped;
        last >>>= skipped;
      } else {
        hash = Hash.ofNodes(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && old.equals(oldRoot) && hash.equals(root);
  }
}
