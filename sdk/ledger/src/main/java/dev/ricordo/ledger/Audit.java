package dev.ricordo.ledger;

import dev.ricordo.ledger.LeafRow.Read;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Derives a whole log again from its entries and compares it with what is stored, what was signed
 * and what was seen before. Needs nothing but the files, a public key and, to notice that the log's
 * own key signed another history, older checkpoints.
 *
 * <pre>{@code
 * Audit.Report report = Audit.of(folder, Trust.of(NoteVerifier.parse(key)), List.of(older));
 * report.findings().forEach(finding -> System.out.println(finding.message()));
 * }</pre>
 *
 * <p>What the key's holder can do unnoticed: change what lies behind the newest checkpoint that
 * anyone else has kept.
 *
 * <p>Takes one pass and a constant amount of memory, however long the log is.
 */
public final class Audit {

  private final TileReader tiles;
  private final Trust trust;
  private final List<SignedCheckpoint> seen;
  private final Findings findings = new Findings();

  private Audit(TileReader tiles, Trust trust, List<SignedCheckpoint> seen) {
    this.tiles = tiles;
    this.trust = trust;
    this.seen = List.copyOf(seen);
  }

  /**
   * Audits a folder, also while a log is written to it.
   *
   * @param seen older checkpoints, kept where the log's keeper cannot change them
   * @throws LedgerException if the files cannot be read
   */
  public static Report of(Path folder, Trust trust, List<SignedCheckpoint> seen) {
    return of(FolderTiles.reader(folder), trust, seen);
  }

  /** Audits files from elsewhere, as {@link #of(Path, Trust, List)}. */
  public static Report of(TileReader tiles, Trust trust, List<SignedCheckpoint> seen) {
    return new Audit(tiles, trust, seen).run();
  }

  private Report run() {
    Optional<byte[]> stored = tiles.read(TileReader.CHECKPOINT);
    Optional<SignedCheckpoint> signed = stored.flatMap(this::parsed);
    if (stored.isEmpty()) {
      findings.add(new Finding.CheckpointMissing());
    }
    long checked = signed.filter(this::isSigned).map(this::check).orElse(0L);
    if (signed.isPresent() && stored.isPresent()) {
      checkFiles(signed.get().checkpoint().size(), stored.get());
    }
    return new Report(signed, checked, findings.list());
  }

  private Optional<SignedCheckpoint> parsed(byte[] stored) {
    try {
      return Optional.of(SignedCheckpoint.parse(stored));
    } catch (MalformedException e) {
      findings.add(new Finding.Malformed(TileReader.CHECKPOINT, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private boolean isSigned(SignedCheckpoint signed) {
    Trust.Verdict verdict = trust.check(signed);
    if (!(verdict instanceof Trust.Verdict.Trusted)) {
      findings.add(new Finding.Untrusted(signed.checkpoint().size(), verdict));
    }
    return verdict instanceof Trust.Verdict.Trusted
        || verdict instanceof Trust.Verdict.TooFewWitnesses;
  }

  private long check(SignedCheckpoint signed) {
    Checkpoint present = signed.checkpoint();
    TreeWalk walk = new TreeWalk(tiles, present, findings);
    walk.run(rootsSeen(present));
    return walk.checked();
  }

  /** The roots that the log must have had at sizes up to the present one. */
  private Map<Long, Hash> rootsSeen(Checkpoint present) {
    Map<Long, Hash> roots = new TreeMap<>(Map.of(present.size(), present.root()));
    for (SignedCheckpoint signed : seen) {
      Checkpoint old = signed.checkpoint();
      Trust.Verdict verdict = trust.withoutQuorum().check(signed);
      if (!(verdict instanceof Trust.Verdict.Trusted)) {
        findings.add(new Finding.Untrusted(old.size(), verdict));
      } else if (old.size() > present.size()) {
        findings.add(new Finding.Rewound(old.size(), present.size()));
      } else if (!roots.computeIfAbsent(old.size(), size -> old.root()).equals(old.root())) {
        findings.add(new Finding.Forked(old.size())); // two of one size, whatever the files say
      }
    }
    return roots;
  }

  /** Looks at files that the walk did not: partial tiles of older sizes, and what is too much. */
  private void checkFiles(long size, byte[] checkpoint) {
    Findings beyond = new Findings();
    for (String path : tiles.paths()) {
      Optional<TilePath> tile = TilePath.find(path);
      if (tile.isEmpty()) {
        findings.add(new Finding.Stray(path));
      } else if (tile.get().end() > TilePath.count(size, tile.get().level())) {
        beyond.add(new Finding.BeyondCheckpoint(path, size));
      } else if (!tile.get().isFull()) {
        checkPartial(tile.get(), size);
      }
    }
    boolean unchanged =
        tiles.read(TileReader.CHECKPOINT).map(now -> Arrays.equals(now, checkpoint)).orElse(false);
    if (unchanged) {
      findings.addAll(beyond);
    }
  }

  private void checkPartial(TilePath partial, long size) {
    TilePath whole = TilePath.within(size, partial.level(), partial.index());
    if (whole.equals(partial)) {
      return;
    }
    Read older = Read.of(tiles, partial);
    older.report(findings);
    List<Hash> now = Read.of(tiles, whole).hashes().orElse(List.of());
    List<Hash> then = older.hashes().orElse(List.of());
    for (int i = 0; i < Math.min(now.size(), then.size()); i++) {
      if (!now.get(i).equals(then.get(i))) {
        findings.add(new Finding.TileAltered(partial.path(), i));
        return;
      }
    }
  }

  /**
   * What an audit found.
   *
   * @param checkpoint the newest one, trusted or not; nothing if none could be read
   * @param entries how many entries were read and hashed
   * @param findings in the order of the log; none if all is as it was signed
   */
  public record Report(
      Optional<SignedCheckpoint> checkpoint, long entries, List<Finding> findings) {

    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether everything is as it was signed. */
    public boolean isClean() {
      return findings.isEmpty();
    }
  }
}
