package dev.ricordo.ledger;

import java.util.Collection;
import java.util.Map;

/**
 * Files of a log that one writer at a time may change.
 *
 * <p>Used by one thread at a time, but for what {@link TileReader} offers.
 */
public interface TileStore extends TileReader, AutoCloseable {

  /**
   * Writes files and returns when all are on the disk, and their names too. Each appears whole or
   * not at all; a crash may leave any of them.
   *
   * @throws LedgerException if one could not be written
   */
  void write(Map<String, byte[]> files);

  /** Deletes files that are there. */
  void delete(Collection<String> paths);

  /** Moves files out of the layout to where a person can look at them. */
  void setAside(Collection<String> paths);

  /** Lets another writer in. The second call does nothing. */
  @Override
  void close();
}
