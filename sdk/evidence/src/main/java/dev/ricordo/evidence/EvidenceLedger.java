package dev.ricordo.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.Ledger.Appended;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteSigner;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The ledger of certificates, with its key and the checkpoints that it has signed.
 *
 * <p>Thread-safe. One writer at a time has it open.
 */
/*
 * A checkpoint goes into its file when the entry is in the ledger. A process that dies in between
 * leaves a ledger that is longer than the file says, and the next one that opens it catches up. The
 * other way round a ledger that was put back could not be told from an append that was cut short.
 */
public final class EvidenceLedger implements AutoCloseable {

  private static final String ORIGIN = "ricordo.local/ledger-";
  private static final int ORIGIN_DIGITS = 8;

  private final Ledger ledger;
  private final NoteVerifier key;
  private final CheckpointFile checkpoints;

  private EvidenceLedger(Ledger ledger, NoteVerifier key, CheckpointFile checkpoints) {
    this.ledger = ledger;
    this.key = key;
    this.checkpoints = checkpoints;
  }

  /**
   * Opens a ledger to write; makes it, with a new key, if there is neither.
   *
   * @throws RicordoException if it cannot be used, there is only one of ledger and key, or the
   *     ledger does not continue the last checkpoint that it had signed
   */
  public static EvidenceLedger open(LedgerPlace place) {
    try {
      return opened(place);
    } catch (LedgerException e) {
      throw new RicordoException("ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  private static EvidenceLedger opened(LedgerPlace place) {
    boolean ledgerThere = place.hasLedger();
    requireBothOrNeither(place, ledgerThere);
    CheckpointFile checkpoints = CheckpointFile.open(place.checkpoints());
    if (!ledgerThere && checkpoints.last().isPresent()) {
      throw new LedgerException("is gone and so is its key, but not " + place.checkpoints());
    }
    NoteSigner signer = ledgerThere ? NoteSigner.load(place.key()) : newKey(place.key());
    NoteVerifier key = signer.verifier();
    LedgerStore store = place.open(key);
    Ledger ledger =
        ledgerThere
            ? Ledger.open(store, signer, Trust.of(key), checkpoints.last().stream().toList())
            : Ledger.create(store, signer);
    EvidenceLedger evidence = new EvidenceLedger(ledger, key, checkpoints);
    evidence.publish(place.publicKey());
    return evidence;
  }

  private static void requireBothOrNeither(LedgerPlace place, boolean ledgerThere) {
    if (ledgerThere != Files.exists(place.key())) {
      throw new LedgerException(
          ledgerThere
              ? "is there, but its key " + place.key() + " is not"
              : "is not there, but its key " + place.key() + " is");
    }
  }

  private static NoteSigner newKey(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new LedgerException("the folder of " + file + " cannot be made", e);
    }
    String random = UUID.randomUUID().toString().substring(0, ORIGIN_DIGITS);
    return NoteSigner.create(file, ORIGIN + random);
  }

  /** Writes down what is known outside of the ledger: its key and its newest checkpoint. */
  private void publish(Path file) {
    boolean published = false;
    try {
      String line = key + "\n";
      if (!Files.exists(file)) {
        Files.writeString(file, line);
      } else if (!Files.readString(file).equals(line)) {
        throw new LedgerException(file + " is not its public key: move it away");
      }
      checkpoints.append(ledger.view().checkpoint());
      published = true;
    } catch (IOException e) {
      throw new LedgerException(file + " cannot be written", e);
    } finally {
      if (!published) {
        close();
      }
    }
  }

  /** The public key. */
  public NoteVerifier key() {
    return key;
  }

  /**
   * Appends an entry and proves that it is there. When this returns, entry and checkpoint are
   * durable, and a ledger that was put back to before is found out.
   *
   * @throws RicordoException if it cannot be written
   */
  public LogProof append(byte[] entry) {
    try {
      Appended appended = ledger.append(entry);
      checkpoints.append(appended.checkpoint());
      return ledger.view().prove(appended.first());
    } catch (LedgerException e) {
      throw new RicordoException("the ledger cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
