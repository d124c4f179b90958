package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree with all of its hashes and roots in memory. */
final class MemoryTree implements NodeSource {

  private final Map<NodeId, Hash> nodes = new HashMap<>();
  private final List<Hash> roots = new ArrayList<>();
  private final Frontier frontier = new Frontier();

  MemoryTree(List<byte[]> entries) {
    roots.add(frontier.root());
    for (byte[] entry : entries) {
      frontier.append(Hash.ofEntry(entry), node -> nodes.put(node.id(), node.hash()));
      roots.add(frontier.root());
    }
  }

  Hash root(long size) {
    return roots.get((int) size);
  }

  @Override
  public List<Hash> nodes(List<NodeId> ids) {
    return ids.stream().map(id -> Objects.requireNonNull(nodes.get(id), id.toString())).toList();
  }
}
