package dev.ricordo.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A log as it is under one signed checkpoint, to read and to make proofs from. It does not change
 * when the log grows.
 *
 * <p>Thread-safe, as its source is.
 */
/*
 * Nothing that the source gives is handed out before it was led to the checkpoint's root: proofs are
 * verified once made, entries are hashed into the tree together with the subtrees beside them. So a
 * damaged or forged store can make a view fail, but not lie.
 */
public final class LedgerView {

  private final LedgerSource source;
  private final SignedCheckpoint checkpoint;

  LedgerView(LedgerSource source, SignedCheckpoint checkpoint) {
    this.source = source;
    this.checkpoint = checkpoint;
  }

  /**
   * Reads the newest checkpoint of a store.
   *
   * @throws LedgerException if there is none, or none that is trusted
   */
  public static LedgerView open(LedgerSource source, Trust trust) {
    Optional<byte[]> stored = source.checkpoint();
    if (stored.isEmpty()) {
      throw new LedgerException("ledger: has no checkpoint");
    }
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(stored.get());
    Trust.Verdict verdict = trust.check(checkpoint);
    if (!(verdict instanceof Trust.Verdict.Trusted)) {
      throw new LedgerException("ledger: its checkpoint is not trusted, " + verdict);
    }
    return new LedgerView(source, checkpoint);
  }

  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  /** The number of entries. */
  public long size() {
    return checkpoint.checkpoint().size();
  }

  private Hash root() {
    return checkpoint.checkpoint().root();
  }

  private List<Hash> nodes(List<NodeId> ids) {
    return ids.isEmpty() ? List.of() : source.nodes(size(), ids);
  }

  /** As {@link #entries}, one entry. */
  public byte[] entry(long index) {
    return entries(index, index + 1).get(0);
  }

  /**
   * Reads the entries [from, to), verified.
   *
   * @throws IllegalArgumentException if the range is not within the log
   * @throws LedgerException if the store fails or what it has is not what was signed
   */
  public List<byte[]> entries(long from, long to) {
    if (from < 0 || from > to || to > size()) {
      throw new IllegalArgumentException(
          "range: " + from + " to " + to + " is not within " + size() + " entries");
    }
    List<byte[]> entries = source.entries(size(), from, to);
    Frontier tree = Frontier.read(from, this::nodes);
    entries.forEach(entry -> tree.append(Hash.ofEntry(entry)));
    tree.appendSubtrees(Subtrees.cover(to, size()), this::nodes);
    require(tree.root().equals(root()), "entries " + from + " to " + to);
    return entries;
  }

  private static void require(boolean leadsToRoot, String what) {
    if (!leadsToRoot) {
      throw new LedgerException(
          "ledger: " + what + " as stored do not lead to the signed root, run an audit");
    }
  }

  /**
   * Shows that an entry is in this log.
   *
   * @throws LedgerException as {@link #entries}
   */
  public InclusionProof inclusion(long index) {
    InclusionProof proof = InclusionProof.of(index, size(), this::nodes);
    Hash entry = nodes(List.of(new NodeId(0, index))).get(0);
    require(proof.holds(entry, root()), "the hashes for entry " + index);
    return proof;
  }

  /**
   * Shows that this log continues an older one.
   *
   * @throws LedgerException as {@link #entries}
   */
  public ConsistencyProof consistency(long oldSize) {
    ConsistencyProof proof = ConsistencyProof.of(oldSize, size(), this::nodes);
    requireHolds(proof, Frontier.read(oldSize, this::nodes).root());
    return proof;
  }

  /**
   * The root when the log had fewer entries.
   *
   * @throws LedgerException as {@link #entries}
   */
  public Hash rootAt(long oldSize) {
    Hash oldRoot = Frontier.read(oldSize, this::nodes).root();
    requireHolds(ConsistencyProof.of(oldSize, size(), this::nodes), oldRoot);
    return oldRoot;
  }

  private void requireHolds(ConsistencyProof proof, Hash oldRoot) {
    require(proof.holds(oldRoot, root()), "the hashes for size " + proof.oldSize());
  }

  /** A proof that stands alone, with this view's checkpoint. */
  public LogProof prove(long index) {
    return new LogProof(Optional.empty(), inclusion(index), checkpoint);
  }
}
