package dev.ricordo.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link LedgerView} reads from: a store that may be wrong or tampered with. Whatever it
 * gives is checked against a signed checkpoint.
 *
 * <p>Thread-safe, also beside a writer.
 */
public interface LedgerSource {

  /**
   * The newest checkpoint, a signed note.
   *
   * @return nothing in a store where no ledger was made
   * @throws LedgerException if the store cannot be read
   */
  Optional<byte[]> checkpoint();

  /**
   * Reads entries.
   *
   * @param size of the log that the caller works on, at most that of the newest checkpoint
   * @return the entries [from, to), not to be changed
   * @throws LedgerException if one is missing or cannot be read
   */
  List<byte[]> entries(long size, long from, long to);

  /**
   * Reads hashes of complete subtrees.
   *
   * @param size as in {@link #entries}
   * @param ids all within the size
   * @return one hash for each id, in the same order
   * @throws LedgerException if one is missing or cannot be read
   */
  List<Hash> nodes(long size, List<NodeId> ids);
}
