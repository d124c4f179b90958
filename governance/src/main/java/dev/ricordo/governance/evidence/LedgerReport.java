package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * @param at when what it says became true, ISO 8601; null if it says nothing of it
   * @param kind what was certified or decided; {@code unknown} if it is nothing this program knows
   * @param text what it says, in words
   * @param fields the entry itself
   */
  public record Line(
      long index, @Nullable String at, String kind, List<String> text, Map<String, Object> fields) {

    public Line {
      text = List.copyOf(text);
    }

    static Line of(long index, byte[] entry) {
      EntryText read = EntryText.of(entry);
      return new Line(
          index, read.at().isEmpty() ? null : read.at(), read.kind(), read.lines(), read.fields());
    }
  }

  /**
   * Reads a ledger; whatever is shown leads to the root that the key signed.
   *
   * @throws RicordoException if it cannot be read, or is not what was signed
   */
  public static LedgerReport of(LedgerPlace place, NoteVerifier key) {
    try {
      LedgerView view = place.view(key);
      List<Line> lines = new ArrayList<>();
      for (long from = 0; from < view.size(); from += BATCH) {
        for (byte[] entry : view.entries(from, Math.min(view.size(), from + BATCH))) {
          lines.add(Line.of(lines.size(), entry));
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

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(origin + ": " + size + (size == 1 ? " entry" : " entries"));
    for (Line line : entries) {
      String at = line.at() == null ? "" : line.at();
      lines.add(String.format("%6d  %-27s  %s", line.index(), at, line.kind()));
      line.text().forEach(said -> lines.add("        " + said));
    }
    return lines;
  }
}
