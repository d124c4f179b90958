package dev.ricordo.ledger;

import dev.ricordo.ledger.Subtrees.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says that an entry is in a tree at a place (RFC 6962, section 2.1.1).
 *
 * <p>It is worth what the root is worth. The size must come from the same signed checkpoint as the
 * root: some proofs hold for a root under two sizes.
 *
 * @param index the entry's place, from 0
 * @param size the number of entries of the tree, more than {@code index}
 * @param path the hashes beside the way from the entry to the root, the entry's neighbour first
 */
public record InclusionProof(long index, long size, List<Hash> path) {

  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index: " + index + " is not in a tree of " + size);
    }
    path = List.copyOf(path);
  }

  /**
   * Computes a proof from stored hashes, at most one subtree for each bit of the size.
   *
   * @throws LedgerException if the source lacks a hash
   */
  public static InclusionProof of(long index, long size, NodeSource source) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index: " + index + " is not in a tree of " + size);
    }
    return new InclusionProof(index, size, Subtrees.roots(besides(index, size), source));
  }

  private static List<Range> besides(long index, long size) {
    List<Range> ranges = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Subtrees.split(to - from);
      if (index < middle) {
        ranges.add(new Range(middle, to));
        to = middle;
      } else {
        ranges.add(new Range(from, middle));
        from = middle;
      }
    }
    Collections.reverse(ranges);
    return ranges;
  }

  /** Whether an entry with this hash is at the index in the tree with this root. */
  public boolean holds(Hash entry, Hash root) {
    long node = index;
    long last = size - 1;
    Hash hash = entry;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.ofNodes(sibling, hash);
        int up = Long.numberOfTrailingZeros(node);
        node >>>= up;
        last >>>= up;
      } else {
        hash = Hash.ofNodes(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
