package dev.ricordo.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class TiledStoreTest extends LedgerStoreContract {

  @TempDir Path folder;

  @Override
  protected LedgerStore open() {
    return new TiledStore(FolderTiles.open(folder));
  }
}
