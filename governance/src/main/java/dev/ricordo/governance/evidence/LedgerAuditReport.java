package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.EpochChain;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.ledger.Audit;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.Finding;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.SignedCheckpoint;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audit of a whole ledger found.
 *
 * @param seed always null: nothing here is random
 * @param origin the ledger's name
 * @param entries how many entries were read and hashed
 * @param seen how many older checkpoints the ledger was compared with
 * @param seenElsewhere how many of them were kept elsewhere than beside the ledger
 * @param witnesses how many witnesses must have cosigned its newest checkpoint
 * @param findings what is not as it was signed, or does not follow from what was, in words; none if
 *     all is well
 */
public record LedgerAuditReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    String origin,
    long entries,
    int seen,
    int seenElsewhere,
    int witnesses,
    List<String> findings)
    implements Report {

  private static final int BATCH = 256;

  public LedgerAuditReport {
    findings = List.copyOf(findings);
  }

  /**
   * Audits a ledger, against the checkpoints beside it too.
   *
   * @param place with the witnesses that are to be asked whether they have seen anything else
   * @param cosigners keys of the witnesses that must have cosigned its newest checkpoint
   * @param elsewhere older checkpoints that were kept elsewhere
   * @param store that must know of every erasure that the ledger knows of; counted after the ledger
   *     was looked at
   * @throws RicordoException if it cannot be read
   */
  public static LedgerAuditReport of(
      LedgerPlace place,
      NoteVerifier key,
      List<NoteVerifier> cosigners,
      List<SignedCheckpoint> elsewhere,
      Optional<Supplier<StoreAge>> store) {
    try {
      List<SignedCheckpoint> beside =
          Files.exists(place.checkpoints()) ? CheckpointFile.read(place.checkpoints()) : List.of();
      List<SignedCheckpoint> seen = Stream.concat(beside.stream(), elsewhere.stream()).toList();
      Trust trust = new Trust(key.name(), List.of(key), cosigners, cosigners.size());
      Audit.Report found = Audit.of(place.reader(key), trust, seen);
      List<String> findings =
          new ArrayList<>(found.findings().stream().map(Finding::message).toList());
      if (findings.isEmpty()) {
        LedgerView view = LedgerView.open(new TiledSource(place.reader(key)), trust);
        findings.addAll(place.objections(view));
        findings.addAll(entries(view));
        store.flatMap(counted -> behind(counted.get(), view)).ifPresent(findings::add);
      }
      return new LedgerAuditReport(
          "ledger verify",
          Version.TEXT,
          Machine.here("cpu"),
          null,
          key.name(),
          found.entries(),
          seen.size(),
          elsewhere.size(),
          cosigners.size(),
          findings);
    } catch (LedgerException e) {
      throw new RicordoException("--ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> behind(StoreAge store, LedgerView view) {
    return store
        .newestMark(view)
        .filter(mark -> mark.isAhead(store.known()))
        .map(mark -> mark.behind(store.known()));
  }

  /** What of the entries does not follow from those before it. */
  private static List<String> entries(LedgerView view) {
    EpochChain epochs = new EpochChain();
    ReleaseChain releases = new ReleaseChain();
    for (long from = 0; from < view.size(); from += BATCH) {
      long index = from;
      for (byte[] entry : view.entries(from, Math.min(view.size(), from + BATCH))) {
        epochs.read(index, entry);
        releases.read(index++, entry);
      }
    }
    return Stream.concat(epochs.findings().stream(), releases.findings().stream()).toList();
  }

  /** Whether everything is as it was signed, and every entry follows. */
  public boolean passed() {
    return findings.isEmpty();
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.add("FOUND: " + finding));
    lines.add(
        passed()
            ? "All is as it was signed: " + entries + (entries == 1 ? " entry." : " entries.")
            : "The ledger is not as it was signed, or does not follow.");
    if (passed() && witnesses > 0) {
      lines.add("Cosigned by " + witnesses + (witnesses == 1 ? " witness." : " witnesses."));
    }
    if (seenElsewhere == 0 && witnesses == 0) {
      lines.add(
          "Without a witness, or checkpoints that were kept elsewhere (--seen), nothing shows whether ledger and"
              + " checkpoints went back together or its keeper signed another history.");
    }
    return lines;
  }
}
