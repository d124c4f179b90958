package dev.ricordo.evidence;

import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TileReader;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.TiledStore;
import dev.ricordo.ledger.Trust;
import dev.ricordo.postgres.PostgresLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Where a ledger is. Its entries are in a folder or in a database; in files beside the folder's
 * name are, either way, its private key ({@code .key}, for its owner only), the public one ({@code
 * .pub}, to be published) and the checkpoints that it has signed ({@code .checkpoints}, to be
 * copied to where nobody can change them).
 *
 * @param folder also where there is none, because the entries are in a database
 * @param database that has the entries
 * @param witnesses who is asked to cosign what the ledger signs
 */
public record LedgerPlace(Path folder, Optional<DataSource> database, List<Witness> witnesses) {

  public LedgerPlace {
    witnesses = List.copyOf(witnesses);
  }

  /** Entries in a folder. */
  public static LedgerPlace in(Path folder) {
    return new LedgerPlace(folder, Optional.empty(), List.of());
  }

  /**
   * Entries in a database.
   *
   * @param folder that the files are beside
   */
  public static LedgerPlace in(DataSource database, Path folder) {
    return new LedgerPlace(folder, Optional.of(database), List.of());
  }

  /** The same place, with these witnesses. */
  public LedgerPlace cosignedBy(List<Witness> some) {
    return new LedgerPlace(folder, database, some);
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

  /** Whether any of a ledger's files is there. */
  public boolean hasTraces() {
    return Stream.of(folder, key(), publicKey(), checkpoints()).anyMatch(Files::exists);
  }

  /** Whether there are entries, of whatever key. */
  public boolean hasLedger() {
    return database
        .map(pool -> !PostgresLedger.logs(pool).isEmpty())
        .orElseGet(() -> Files.exists(folder.resolve(TileReader.CHECKPOINT)));
  }

  /** The ledger's key, and those of its witnesses, of whom none needs to have cosigned. */
  Trust trust(NoteVerifier key) {
    return new Trust(key.name(), List.of(key), witnesses.stream().map(Witness::key).toList(), 0);
  }

  /**
   * Asks the witnesses whether they cosign the ledger as it is now, and keeps nothing.
   *
   * @return of each that does not, why
   */
  public List<String> objections(LedgerView view) {
    return new Cosigning(witnesses).objections(view);
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

  /**
   * The ledger as its key has signed it, without opening it to write.
   *
   * @throws dev.ricordo.ledger.LedgerException if it is not there, or is not what was signed
   */
  public LedgerView view(NoteVerifier key) {
    return LedgerView.open(new TiledSource(reader(key)), Trust.of(key));
  }

  @Override
  public String toString() {
    return database.isPresent() ? "the database" : folder.toString();
  }
}
