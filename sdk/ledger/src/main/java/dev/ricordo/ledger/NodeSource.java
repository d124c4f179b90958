package dev.ricordo.ledger;

import java.util.List;

/** Hashes of complete subtrees that were stored before. */
@FunctionalInterface
public interface NodeSource {

  /**
   * Reads hashes.
   *
   * @param ids all within the tree that the caller works on
   * @return one hash for each id, in the same order
   * @throws LedgerException if one is missing or cannot be read
   */
  List<Hash> nodes(List<NodeId> ids);
}
