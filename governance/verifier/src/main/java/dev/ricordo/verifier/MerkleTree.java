package dev.ricordo.verifier;

import java.util.List;
import java.util.Optional;

/**
 * The tree of hashes over a ledger's entries (RFC 6962, section 2.1).
 *
 * <p>Follows the definition of an audit path: of a tree of n entries the left one has the largest
 * power of two below n, the right one the others, and the last hash of a path is the root of the
 * one that the entry is not in.
 */
final class MerkleTree {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  static byte[] leaf(byte[] entry) {
    return Sha256.of(LEAF, entry);
  }

  private static byte[] node(byte[] left, byte[] right) {
    return Sha256.of(NODE, left, right);
  }

  /**
   * The root that a leaf and its path lead to; empty if a path of such a tree is longer or shorter.
   *
   * @param index of the leaf, from 0, below {@code size}
   * @param size of the tree
   * @param path the hashes beside the way to the root, the leaf's neighbour first
   */
  static Optional<byte[]> root(byte[] leaf, long index, long size, List<byte[]> path) {
    if (size == 1) {
      return path.isEmpty() ? Optional.of(leaf) : Optional.empty();
    }
    if (path.isEmpty()) {
      return Optional.empty();
    }
    long left = Long.highestOneBit(size - 1);
    List<byte[]> below = path.subList(0, path.size() - 1);
    byte[] other = path.get(path.size() - 1);
    return index < left
        ? root(leaf, index, left, below).map(root -> node(root, other))
        : root(leaf, index - left, size - left, below).map(root -> node(other, root));
  }
}
