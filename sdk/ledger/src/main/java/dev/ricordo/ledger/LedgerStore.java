package dev.ricordo.ledger;

import java.util.List;

/** Where a {@link Ledger} keeps its log. One ledger at a time writes to it. */
public interface LedgerStore extends LedgerSource, AutoCloseable {

  /**
   * Keeps a batch for ever: all of it or, whatever happens, nothing. When this returns it is
   * durable; if this throws, it is either there or not.
   *
   * @throws LedgerException if the store could not keep it, or does not have the size that the
   *     batch continues
   */
  void commit(Batch batch);

  /** Lets another writer in. The second call does nothing. */
  @Override
  void close();

  /**
   * What one append adds.
   *
   * @param before the size that it continues
   * @param entries the new entries in order, none if only the checkpoint is signed by more; not to
   *     be changed
   * @param nodes every subtree that the new entries make complete, each once, lower levels before
   *     the higher ones that they are part of
   * @param checkpoint of the new size, takes the place of the one before
   */
  record Batch(long before, List<byte[]> entries, List<Node> nodes, SignedCheckpoint checkpoint) {

    public Batch {
      entries = List.copyOf(entries);
      nodes = List.copyOf(nodes);
      if (before < 0 || before + entries.size() != checkpoint.checkpoint().size()) {
        throw new IllegalArgumentException(
            "batch: " + before + " and " + entries.size() + " entries are not the new size");
      }
    }
  }
}
