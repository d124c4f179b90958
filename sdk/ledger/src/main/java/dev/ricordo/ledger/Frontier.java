package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a tree: what is needed to append to it and to tell its root, at most 63 hashes.
 *
 * <p>Not thread-safe.
 */
/*
 * One hash for each bit of the size: the complete subtrees that the entries fall into from left to
 * right. Appending an entry is adding 1 in binary: a carry joins two subtrees into one of the next
 * level.
 */
final class Frontier {

  private final @Nullable Hash[] peaks;
  private long size;

  Frontier() {
    this(new @Nullable Hash[NodeId.MAX_LEVEL + 1], 0);
  }

  private Frontier(@Nullable Hash[] peaks, long size) {
    this.peaks = peaks;
    this.size = size;
  }

  /** The edge of a stored tree. Its root says whether the store told the truth. */
  static Frontier read(long size, NodeSource source) {
    Frontier frontier = new Frontier();
    frontier.appendSubtrees(Subtrees.cover(0, size), source);
    return frontier;
  }

  Frontier copy() {
    return new Frontier(peaks.clone(), size);
  }

  long size() {
    return size;
  }

  /** Appends an entry's hash and tells of each subtree that it makes complete, itself first. */
  void append(Hash entry, Consumer<Node> completed) {
    append(new Node(new NodeId(0, size), entry), completed);
  }

  void append(Hash entry) {
    append(entry, node -> {});
  }

  /** Appends complete subtrees that continue the tree. */
  void appendSubtrees(List<NodeId> ids, NodeSource source) {
    List<Hash> hashes = source.nodes(ids);
    for (int i = 0; i < ids.size(); i++) {
      append(new Node(ids.get(i), hashes.get(i)), node -> {});
    }
  }

  private void append(Node subtree, Consumer<Node> completed) {
    int level = subtree.id().level();
    if (subtree.id().index() << level != size) {
      throw new IllegalArgumentException("subtree: " + subtree.id() + " does not follow " + size);
    }
    size += 1L << level;
    Node node = subtree;
    completed.accept(node);
    for (Hash left = peaks[level]; left != null; left = peaks[level]) {
      peaks[level++] = null;
      NodeId parent = new NodeId(level, node.id().index() >>> 1);
      node = new Node(parent, Hash.ofNodes(left, node.hash()));
      completed.accept(node);
    }
    peaks[level] = node.hash();
  }

  Hash root() {
    List<Hash> subtrees = new ArrayList<>();
    for (int level = NodeId.MAX_LEVEL; level >= 0; level--) {
      Hash peak = peaks[level];
      if (peak != null) {
        subtrees.add(peak);
      }
    }
    return subtrees.isEmpty() ? Hash.ofEmptyTree() : Subtrees.root(subtrees);
  }
}
