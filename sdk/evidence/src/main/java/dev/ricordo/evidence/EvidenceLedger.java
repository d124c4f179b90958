package dev.ricordo.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteSigner;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.Trust;
import dev.ricordo.postgres.KnownErasures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The ledger of certificates, with its key and the checkpoints that it has signed.
 *
 * <p>Thread-safe. One writer at a time has it open.
 */
/*
 * A checkpoint goes into its file when the entry is in the ledger. A process that dies in between
 * leaves a ledger that is longer than the file says, and the next one that opens it catches up. The
 * other way round a ledger that was put back could not be told from an append that was cut short.
 *
 * Witnesses are asked in between, so that file and proofs have their cosignatures, and once more
 * whenever the ledger is opened: that catches up with what they missed while they were away, and
 * finds a ledger that went back together with its checkpoints.
 */
public final class EvidenceLedger implements AutoCloseable {

  private static final String ORIGIN = "ricordo.local/ledger-";
  private static final int ORIGIN_DIGITS = 8;

  private final Ledger ledger;
  private final NoteVerifier key;
  private final CheckpointFile checkpoints;
  private final Cosigning cosigning;
  private final Optional<WatchedStore> store;
  private List<String> notCosigned = List.of();
  private KnownErasures marked = new KnownErasures(0, 0);

  private EvidenceLedger(
      Ledger ledger,
      NoteVerifier key,
      CheckpointFile checkpoints,
      Cosigning cosigning,
      Optional<WatchedStore> store) {
    this.ledger = ledger;
    this.key = key;
    this.checkpoints = checkpoints;
    this.cosigning = cosigning;
    this.store = store;
  }

  /**
   * Opens a ledger to write; makes it, with a new key, if there is neither.
   *
   * @throws RicordoException if it cannot be used, there is only one of ledger and key, or the
   *     ledger does not continue the last checkpoint that it had signed, or that a witness has seen
   */
  public static EvidenceLedger open(LedgerPlace place) {
    return open(place, Optional.empty());
  }

  /**
   * As {@link #open(LedgerPlace)}, beside a store. Each entry then has the store's number of
   * erasures behind it, if that has moved.
   *
   * @throws RicordoException also if the store is older than the ledger
   */
  public static EvidenceLedger open(LedgerPlace place, WatchedStore store) {
    return open(place, Optional.of(store));
  }

  private static EvidenceLedger open(LedgerPlace place, Optional<WatchedStore> store) {
    try {
      return opened(place, store);
    } catch (LedgerException e) {
      throw new RicordoException("ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  private static EvidenceLedger opened(LedgerPlace place, Optional<WatchedStore> watched) {
    boolean ledgerThere = place.hasLedger();
    requireBothOrNeither(place, ledgerThere);
    if (!ledgerThere && CheckpointFile.open(place.checkpoints()).last().isPresent()) {
      throw new LedgerException("is gone and so is its key, but not " + place.checkpoints());
    }
    NoteSigner signer = ledgerThere ? NoteSigner.load(place.key()) : newKey(place.key());
    NoteVerifier key = signer.verifier();
    LedgerStore store = place.open(key);
    CheckpointFile checkpoints = checkpoints(place, store);
    Trust trust = place.trust(key);
    Ledger ledger =
        ledgerThere
            ? Ledger.open(store, signer, trust, checkpoints.last().stream().toList())
            : Ledger.create(store, signer, trust);
    Cosigning cosigning = new Cosigning(place.witnesses());
    EvidenceLedger evidence = new EvidenceLedger(ledger, key, checkpoints, cosigning, watched);
    evidence.publish(place.publicKey());
    return evidence;
  }

  /** Read when nobody else writes any more: what another wrote until then is in it. */
  private static CheckpointFile checkpoints(LedgerPlace place, LedgerStore store) {
    try {
      return CheckpointFile.open(place.checkpoints());
    } catch (LedgerException e) {
      store.close();
      throw e;
    }
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
      notCosigned = cosigning.ask(ledger, ledger.view().size());
      checkpoints.append(ledger.view().checkpoint());
      store.ifPresent(this::requireNotBehind);
      published = true;
    } catch (IOException e) {
      throw new LedgerException(file + " cannot be written", e);
    } finally {
      if (!published) {
        close();
      }
    }
  }

  private void requireNotBehind(WatchedStore beside) {
    Optional<ErasureMark> mark = WatchedStore.newestMark(ledger.view(), beside.tenant());
    beside
        .behind(mark)
        .ifPresent(
            why -> {
              throw new LedgerException(why);
            });
    mark.ifPresent(newest -> marked = newest.known());
  }

  /** The public key. */
  public NoteVerifier key() {
    return key;
  }

  /**
   * Appends an entry and proves that it is there. When this returns, entry and checkpoint are
   * durable, and a ledger that was put back to before is found out. The proof has the cosignatures
   * of the witnesses that could be reached.
   *
   * @throws RicordoException if it cannot be written, or a witness has seen what it does not
   *     continue
   */
  public synchronized LogProof append(byte[] entry) {
    try {
      long before = ledger.view().size();
      Optional<ErasureMark> mark = store.map(WatchedStore::mark).filter(this::isNew);
      ledger.append(withMark(entry, mark));
      mark.ifPresent(written -> marked = written.known());
      notCosigned = cosigning.ask(ledger, before);
      checkpoints.append(ledger.view().checkpoint());
      return ledger.view().prove(before);
    } catch (LedgerException e) {
      throw new RicordoException("the ledger cannot be written: " + e.getMessage(), e);
    }
  }

  private boolean isNew(ErasureMark mark) {
    return !marked.equals(mark.known());
  }

  private List<byte[]> withMark(byte[] entry, Optional<ErasureMark> mark) {
    return store.isPresent() && mark.isPresent()
        ? List.of(entry, mark.get().write(store.get().software()))
        : List.of(entry);
  }

  /**
   * The newest entry about an epoch of a tenant; empty if there is none.
   *
   * @throws RicordoException if the ledger cannot be read
   */
  synchronized Optional<EpochEntry> newestEpoch(String tenant) {
    String digest = TenantDigest.of(tenant);
    return reading(
        view ->
            NewestEntry.of(
                view, entry -> EpochEntry.read(entry).filter(e -> e.tenant().equals(digest))));
  }

  /**
   * What all of the ledger says of a tenant's epochs.
   *
   * @throws RicordoException if the ledger cannot be read
   */
  synchronized WrittenEpochs epochs(String tenant) {
    return reading(view -> WrittenEpochs.read(view, TenantDigest.of(tenant)));
  }

  /**
   * The newest change of a tenant's rules; empty if none was ever written.
   *
   * @throws RicordoException if the ledger cannot be read
   */
  public synchronized Optional<RulesEntry> newestRules(String tenant) {
    String digest = TenantDigest.of(tenant);
    return reading(
        view ->
            NewestEntry.of(
                view, entry -> RulesEntry.read(entry).filter(r -> r.tenant().equals(digest))));
  }

  private <T> T reading(Function<LedgerView, T> question) {
    try {
      return question.apply(ledger.view());
    } catch (LedgerException e) {
      throw new RicordoException("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Which witnesses have not cosigned what is in the ledger now, and why; none if all have. They
   * are asked again with the next entry, or when the ledger is opened again.
   */
  public synchronized List<String> notCosigned() {
    return notCosigned;
  }

  /**
   * @throws RicordoException if it cannot be closed; what was appended is durable
   */
  @Override
  public void close() {
    try {
      ledger.close();
    } catch (LedgerException e) {
      throw new RicordoException("the ledger cannot be closed: " + e.getMessage(), e);
    }
  }
}
