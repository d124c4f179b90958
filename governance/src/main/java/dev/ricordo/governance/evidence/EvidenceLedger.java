package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteSigner;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TiledStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The ledger of certificates: a folder, and beside it the private key (the folder's name and {@code
 * .key}, for its owner only) and the public one ({@code .pub}, to be published).
 *
 * <p>Thread-safe. One writer at a time has it open.
 */
public final class EvidenceLedger implements AutoCloseable {

  private static final String ORIGIN = "ricordo.local/ledger-";
  private static final int ORIGIN_DIGITS = 8;

  private final Ledger ledger;
  private final NoteVerifier key;

  private EvidenceLedger(Ledger ledger, NoteVerifier key) {
    this.ledger = ledger;
    this.key = key;
  }

  /**
   * Opens the ledger in a folder to write; makes it, with a new key, if there is neither.
   *
   * @throws RicordoException if it cannot be used, or there is only one of ledger and key
   */
  public static EvidenceLedger open(Path folder) {
    try {
      return opened(folder);
    } catch (LedgerException e) {
      throw new RicordoException("--ledger: " + folder + ": " + e.getMessage(), e);
    }
  }

  private static EvidenceLedger opened(Path folder) {
    Path keyFile = beside(folder, ".key");
    boolean ledgerThere = Files.exists(folder.resolve("checkpoint"));
    if (ledgerThere != Files.exists(keyFile)) {
      throw new RicordoException(
          ledgerThere
              ? "--ledger: " + folder + " is there, but its key " + keyFile + " is not"
              : "--ledger: the key " + keyFile + " is there, but its ledger " + folder + " is not");
    }
    NoteSigner signer = ledgerThere ? NoteSigner.load(keyFile) : newKey(folder, keyFile);
    TiledStore store = new TiledStore(FolderTiles.open(folder));
    Ledger ledger = ledgerThere ? Ledger.open(store, signer) : Ledger.create(store, signer);
    publish(beside(folder, ".pub"), signer.verifier());
    return new EvidenceLedger(ledger, signer.verifier());
  }

  private static NoteSigner newKey(Path folder, Path keyFile) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LedgerException("the folder cannot be made", e);
    }
    String random = UUID.randomUUID().toString().substring(0, ORIGIN_DIGITS);
    return NoteSigner.create(keyFile, ORIGIN + random);
  }

  private static void publish(Path file, NoteVerifier key) {
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, key + "\n");
      }
    } catch (IOException e) {
      throw new LedgerException(file + " cannot be written", e);
    }
  }

  /** The file of a ledger's public key. */
  public static Path publicKey(Path folder) {
    return beside(folder, ".pub");
  }

  private static Path beside(Path folder, String ending) {
    Path name = folder.toAbsolutePath().normalize();
    return name.resolveSibling(name.getFileName() + ending);
  }

  /** The public key. */
  NoteVerifier key() {
    return key;
  }

  /**
   * Appends an entry and proves that it is there.
   *
   * @throws RicordoException if it cannot be written
   */
  LogProof append(byte[] entry) {
    try {
      long index = ledger.append(entry).first();
      return ledger.view().prove(index);
    } catch (LedgerException e) {
      throw new RicordoException("the ledger cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
