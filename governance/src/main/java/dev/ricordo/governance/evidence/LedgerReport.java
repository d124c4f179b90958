package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.ActEntry;
import dev.ricordo.evidence.EpochEntry;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.RulesEntry;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.MalformedException;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.verifier.Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger has, entry by entry.
 *
 * @param seed always null: nothing here is random
 * @param origin the ledger's name
 * @param size the number of entries
 */
public record LedgerReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    String origin,
    long size,
    List<Line> entries)
    implements Report {

  private static final int BATCH = 256;

  public LedgerReport {
    entries = List.copyOf(entries);
  }

  /**
   * One entry.
   *
   * @param at when the erasure was carried out, or the epoch decided about
   * @param kind what was certified; {@code unknown} if it is nothing this program knows
   */
  public record Line(
      long index, @Nullable String at, String kind, long events, long keys, long cells) {}

  /**
   * Reads a ledger; whatever is shown leads to the root that the key signed.
   *
   * @throws RicordoException if it cannot be read, or is not what was signed
   */
  public static LedgerReport of(LedgerPlace place, NoteVerifier key) {
    try {
      LedgerView view = LedgerView.open(new TiledSource(place.reader(key)), Trust.of(key));
      List<Line> lines = new ArrayList<>();
      for (long from = 0; from < view.size(); from += BATCH) {
        for (byte[] entry : view.entries(from, Math.min(view.size(), from + BATCH))) {
          lines.add(line(lines.size(), entry));
        }
      }
      return new LedgerReport(
          "ledger show",
          Version.TEXT,
          Machine.here("cpu"),
          null,
          view.checkpoint().checkpoint().origin(),
          view.size(),
          lines);
    } catch (LedgerException e) {
      throw new RicordoException("--ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  private static Line line(long index, byte[] entry) {
    try {
      Certificate found = Certificate.parse(entry);
      return new Line(
          index,
          found.executed().toString(),
          found.right(),
          found.events(),
          found.keys().number(),
          found.cells());
    } catch (MalformedException e) {
      return EpochEntry.read(entry)
          .map(epoch -> new Line(index, epoch.at(), epoch.text(), epoch.events(), 0, 0))
          .or(
              () ->
                  ReleaseEntry.read(entry)
                      .map(release -> new Line(index, release.at(), release.text(), 0, 0, 0)))
          .or(
              () ->
                  RulesEntry.read(entry)
                      .map(rules -> new Line(index, rules.at(), rules.text(), 0, 0, 0)))
          .or(
              () ->
                  ActEntry.read(entry).map(act -> new Line(index, act.at(), act.text(), 0, 0, 0)))
          .orElseGet(() -> new Line(index, null, "unknown", 0, 0, 0));
    }
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(origin + ": " + size + (size == 1 ? " entry" : " entries"));
    for (Line line : entries) {
      lines.add(
          String.format(
              "%6d  %-27s  %-17s  events %d, keys %d, cells %d",
              line.index(),
              line.at() == null ? "" : line.at(),
              line.kind(),
              line.events(),
              line.keys(),
              line.cells()));
    }
    return lines;
  }
}
