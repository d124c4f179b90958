package dev.ricordo.evidence;

import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TileReader;
import dev.ricordo.ledger.TiledStore;
import dev.ricordo.postgres.PostgresLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where a ledger is. Its entries are in a folder or in a database; in files beside the folder's
 * name are, either way, its private key ({@code .key}, for its owner only), the public one ({@code
 * .pub}, to be published) and the checkpoints that it has signed ({@code .checkpoints}, to be
 * copied to where nobody can change them).
 *
 * @param folder also where there is none, because the entries are in a database
 * @param database that has the entries
 */
public record LedgerPlace(Path folder, Optional<DataSource> database) {

  /** Entries in a folder. */
  public static LedgerPlace in(Path folder) {
    return new LedgerPlace(folder, Optional.empty());
  }

  public Path publicKey() {
    return beside(".pub");
  }

  public Path checkpoints() {
    return beside(".checkpoints");
  }

  Path key() {
    return beside(".key");
  }

  private Path beside(String ending) {
    Path name = folder.toAbsolutePath().normalize();
    return name.resolveSibling(name.getFileName() + ending);
  }

  /** Whether there are entries, of whatever key. */
  boolean hasLedger() {
    return database
        .map(pool -> !PostgresLedger.logs(pool).isEmpty())
        .orElseGet(() -> Files.exists(folder.resolve(TileReader.CHECKPOINT)));
  }

  LedgerStore open(NoteVerifier key) {
    return database
        .<LedgerStore>map(pool -> PostgresLedger.open(pool, key.name()))
        .orElseGet(() -> new TiledStore(FolderTiles.open(folder)));
  }

  /** To read and to audit. */
  public TileReader reader(NoteVerifier key) {
    return database
        .map(pool -> PostgresLedger.reader(pool, key.name()))
        .orElseGet(() -> FolderTiles.reader(folder));
  }

  @Override
  public String toString() {
    return database.isPresent() ? "the database" : folder.toString();
  }
}
