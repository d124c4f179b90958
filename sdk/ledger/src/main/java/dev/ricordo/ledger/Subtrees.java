package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.List;

/** Ranges of entries as the fewest complete subtrees. */
final class Subtrees {

  private Subtrees() {}

  /** The complete subtrees that make up the entries [from, to), from left to right. */
  static List<NodeId> cover(long from, long to) {
    List<NodeId> nodes = new ArrayList<>();
    for (long start = from; start < to; ) {
      int fitting = 63 - Long.numberOfLeadingZeros(to - start);
      int aligned = start == 0 ? fitting : Long.numberOfTrailingZeros(start);
      int level = Math.min(fitting, aligned);
      nodes.add(new NodeId(level, start >>> level));
      start += 1L << level;
    }
    return nodes;
  }

  /** The largest power of two that is smaller than the number of entries, which is 2 or more. */
  static long split(long entries) {
    return Long.highestOneBit(entries - 1);
  }

  /** MTH of a range whose subtrees shrink from left to right, as those of every proof do. */
  static Hash root(List<Hash> subtrees) {
    Hash root = subtrees.get(subtrees.size() - 1);
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Hash.ofNodes(subtrees.get(i), root);
    }
    return root;
  }

  /** The hashes of several ranges, read at once. */
  static List<Hash> roots(List<Range> ranges, NodeSource source) {
    List<NodeId> ids = new ArrayList<>();
    for (Range range : ranges) {
      ids.addAll(cover(range.from(), range.to()));
    }
    List<Hash> read = source.nodes(ids);
    List<Hash> roots = new ArrayList<>();
    int next = 0;
    for (Range range : ranges) {
      int count = cover(range.from(), range.to()).size();
      roots.add(root(read.subList(next, next + count)));
      next += count;
    }
    return roots;
  }

  /** Entries from {@code from} to before {@code to}, at least one. */
  record Range(long from, long to) {}
}
