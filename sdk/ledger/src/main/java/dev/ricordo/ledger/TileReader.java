package dev.ricordo.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A log in the layout of {@code c2sp.org/tlog-tiles}, as files: a folder, or what a server gives.
 * Nothing that comes out of it is trusted.
 *
 * <p>Thread-safe, also beside a writer.
 */
public interface TileReader {

  /** The path of the newest signed checkpoint. */
  String CHECKPOINT = "checkpoint";

  /**
   * Reads a file.
   *
   * @param path {@link #CHECKPOINT} or a {@link TilePath}
   * @return nothing if there is no such file
   * @throws LedgerException if it cannot be read
   */
  Optional<byte[]> read(String path);

  /**
   * The paths of all files below {@code tile/}, in any order.
   *
   * @return empty also where files cannot be listed
   * @throws LedgerException if they cannot be listed now
   */
  List<String> paths();
}
