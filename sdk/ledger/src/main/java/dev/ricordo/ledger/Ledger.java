package dev.ricordo.ledger;

import dev.ricordo.ledger.LedgerStore.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A log that only grows: entries are bytes, their order is part of what is signed.
 *
 * <pre>{@code
 * NoteSigner signer = NoteSigner.load(Path.of("/etc/shop/ledger.key"));
 * try (Ledger ledger = Ledger.open(new TiledStore(FolderTiles.open(folder)), signer)) {
 *   Appended appended = ledger.append(List.of(entry));
 *   byte[] proof = ledger.view().prove(appended.first()).bytes(); // for whoever asks
 * }
 * }</pre>
 *
 * <p>Thread-safe; appends go one after the other. One ledger at a time has a store open to write;
 * it closes the store, also when it cannot be opened.
 */
/*
 * Each append signs a checkpoint and hands entries, hashes and checkpoint to the store as one unit.
 * If the store throws, nobody knows whether the unit is there: going on could sign two histories of
 * one size, so the ledger refuses to and must be opened again, which reads what is there.
 */
public final class Ledger implements AutoCloseable {

  /** The longest entry, in bytes. */
  public static final int MAX_ENTRY_BYTES = EntryBundle.MAX_ENTRY_BYTES;

  private final LedgerStore store;
  private final NoteSigner signer;
  private final Trust trust;
  private Frontier frontier;
  private volatile LedgerView view;
  private boolean usable = true;

  private Ledger(
      LedgerStore store, NoteSigner signer, Trust trust, Frontier frontier, LedgerView view) {
    this.store = store;
    this.signer = signer;
    this.trust = trust;
    this.frontier = frontier;
    this.view = view;
  }

  /**
   * Begins a log without entries, whose origin is the signer's name.
   *
   * @throws LedgerException if the store has one, or cannot be written
   */
  public static Ledger create(LedgerStore store, NoteSigner signer) {
    return create(store, signer, Trust.of(signer.verifier()));
  }

  /**
   * As {@link #create(LedgerStore, NoteSigner)}.
   *
   * @param trust as of {@link #open(LedgerStore, NoteSigner, Trust, List)}
   */
  public static Ledger create(LedgerStore store, NoteSigner signer, Trust trust) {
    return orClosed(
        store,
        () -> {
          if (store.checkpoint().isPresent()) {
            throw new LedgerException("ledger: there is one already");
          }
          Checkpoint empty = new Checkpoint(signer.verifier().name(), 0, Hash.ofEmptyTree());
          SignedCheckpoint signed = SignedCheckpoint.sign(empty, signer);
          store.commit(new Batch(0, List.of(), List.of(), signed));
          return opened(store, signer, trust, List.of());
        });
  }

  private static Ledger orClosed(LedgerStore store, Supplier<Ledger> opening) {
    boolean opened = false;
    try {
      Ledger ledger = opening.get();
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** Opens a log that this signer's key has signed, without knowing how far it had come. */
  public static Ledger open(LedgerStore store, NoteSigner signer) {
    return open(store, signer, Trust.of(signer.verifier()), List.of());
  }

  /**
   * Opens a log and makes sure that it did not go back.
   *
   * @param trust whose checkpoints are accepted: the signer's key and, while keys change, older
   *     ones
   * @param seen checkpoints kept outside of the store, verified here
   * @throws LedgerException if the store has no log or cannot be read, if its checkpoint or one of
   *     {@code seen} is not trusted, if the last entries or the hashes are not what was signed, or
   *     if the log does not continue each of {@code seen}
   */
  public static Ledger open(
      LedgerStore store, NoteSigner signer, Trust trust, List<SignedCheckpoint> seen) {
    return orClosed(store, () -> opened(store, signer, trust, seen));
  }

  private static Ledger opened(
      LedgerStore store, NoteSigner signer, Trust trust, List<SignedCheckpoint> seen) {
    if (!trust.origin().equals(signer.verifier().name())) {
      throw new IllegalArgumentException("trust: is of another origin than the signer");
    }
    Trust signed = trust.withoutQuorum();
    LedgerView view = LedgerView.open(store, signed);
    long size = view.size();
    Frontier frontier = Frontier.read(size, ids -> store.nodes(size, ids));
    if (!frontier.root().equals(view.checkpoint().checkpoint().root())) {
      throw new LedgerException("ledger: the stored hashes do not lead to the signed root");
    }
    view.entries(Math.max(0, size - 1) / TilePath.FULL * TilePath.FULL, size);
    seen.forEach(checkpoint -> requireContinues(view, checkpoint, signed));
    return new Ledger(store, signer, signed, frontier, view);
  }

  private static void requireContinues(LedgerView view, SignedCheckpoint seen, Trust trust) {
    Checkpoint old = seen.checkpoint();
    if (!(trust.check(seen) instanceof Trust.Verdict.Trusted)) {
      throw new LedgerException("ledger: the checkpoint seen at " + old.size() + " is not trusted");
    }
    if (old.size() > view.size()) {
      throw new LedgerException(
          "ledger: went back, had " + old.size() + " entries and now has " + view.size());
    }
    if (!view.rootAt(old.size()).equals(old.root())) {
      throw new LedgerException("ledger: does not continue what was signed at " + old.size());
    }
  }

  /** As {@link #append(List)}, one entry. */
  public Appended append(byte[] entry) {
    return append(List.of(entry));
  }

  /**
   * Appends entries and signs the new size. When this returns they are durable and under the new
   * checkpoint; after a crash in between all of them are there, or none.
   *
   * @param entries at least one, each of at most {@link #MAX_ENTRY_BYTES} bytes; copied
   * @throws LedgerException if the store failed: open the ledger again to see what is there
   */
  public synchronized Appended append(List<byte[]> entries) {
    requireUsable();
    List<byte[]> copies = copied(entries);
    Frontier next = frontier.copy();
    List<Node> nodes = new ArrayList<>();
    copies.forEach(entry -> next.append(Hash.ofEntry(entry), nodes::add));
    Checkpoint checkpoint = new Checkpoint(trust.origin(), next.size(), next.root());
    SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, signer);
    long first = frontier.size();
    commit(new Batch(first, copies, nodes, signed));
    frontier = next;
    return new Appended(first, next.size(), signed);
  }

  private static List<byte[]> copied(List<byte[]> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("entries: are none");
    }
    List<byte[]> copies = new ArrayList<>();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new IllegalArgumentException(
            "entries: the one at "
                + copies.size()
                + " has "
                + entry.length
                + " bytes, more than "
                + MAX_ENTRY_BYTES);
      }
      copies.add(entry.clone());
    }
    return copies;
  }

  private void commit(Batch batch) {
    usable = false;
    store.commit(batch);
    usable = true;
    view = new LedgerView(store, batch.checkpoint());
  }

  private void requireUsable() {
    if (!usable) {
      throw new IllegalStateException("ledger: is closed or its store failed, open it again");
    }
  }

  /**
   * Keeps the cosignatures that witnesses gave to a checkpoint. Those of unknown witnesses and
   * wrong ones are left out.
   *
   * @return whether there was one to keep; not if the log has grown since
   */
  public synchronized boolean publish(SignedCheckpoint cosigned) {
    requireUsable();
    SignedCheckpoint present = view.checkpoint();
    String text = present.checkpoint().text();
    List<NoteSignature> right =
        cosigned.signatures().stream()
            .filter(line -> trust.witnesses().stream().anyMatch(key -> key.verifies(text, line)))
            .toList();
    if (right.isEmpty()) {
      return false;
    }
    commit(new Batch(view.size(), List.of(), List.of(), present.with(right)));
    return true;
  }

  /** The log as it is now. */
  public LedgerView view() {
    return view;
  }

  /** Closes the store. The second call does nothing. */
  @Override
  public synchronized void close() {
    usable = false;
    store.close();
  }

  /**
   * What an append did.
   *
   * @param first the index of the first of the new entries; the others follow
   * @param size the number of entries now
   * @param checkpoint what was signed
   */
  public record Appended(long first, long size, SignedCheckpoint checkpoint) {}
}
