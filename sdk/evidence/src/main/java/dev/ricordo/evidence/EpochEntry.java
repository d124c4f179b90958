package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Vote;
import dev.ricordo.governance.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An epoch as the ledger keeps it, after it was examined or decided about. See {@code
 * docs/formats/ledger.md}.
 *
 * @param text for people, for example {@code epoch 3 promoted}
 * @param events in the epoch
 */
record EpochEntry(String at, String text, long events) {

  private static final String FORMAT = "ricordo-epoch";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @param base digest of the base by whose rules it was folded, in hexadecimal
   * @param at when this became true
   */
  static byte[] write(Epoch epoch, String base, Instant at) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", 1);
    entry.put("at", at.toString());
    entry.put("epoch", epoch.number());
    entry.put("firstPosition", epoch.firstPosition());
    entry.put("lastPosition", epoch.lastPosition());
    entry.put("closed", epoch.closedAt().toString());
    entry.put("verdict", name(epoch));
    epoch.figures().ifPresent(figures -> entry.put("figures", figures(figures)));
    entry.put("findings", epoch.findings().stream().map(EpochEntry::finding).toList());
    entry.put("approvers", approvers(epoch));
    entry.put("base", base);
    entry.put("software", "ricordo " + Version.TEXT);
    return Canonical.json(entry);
  }

  private static String name(Epoch epoch) {
    return epoch.verdict().name().toLowerCase(Locale.ROOT);
  }

  /** Without categories and brands, which say how a shop does. */
  private static Map<String, Object> figures(EpochFigures figures) {
    return Map.of(
        "events", figures.events(),
        "contributors", figures.contributors(),
        "largest", figures.largest(),
        "floods", figures.floods(),
        "haste", figures.haste(),
        "panelCases", figures.panelCases(),
        "panelHits", figures.panelHits(),
        "brought", figures.brought());
  }

  static Map<String, Object> finding(Finding finding) {
    return Map.of(
        "gate", finding.gate(),
        "passed", finding.passed(),
        "measured", finding.measured(),
        "limit", finding.limit(),
        "unit", finding.unit());
  }

  /** Those who gave the epoch its verdict. */
  private static List<String> approvers(Epoch epoch) {
    return epoch.votes().stream()
        .filter(vote -> vote.verdict() == epoch.verdict())
        .map(Vote::voter)
        .sorted()
        .toList();
  }

  /** Reads an entry; empty if it is of another kind. */
  static Optional<EpochEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      if (!FORMAT.equals(read.path("format").asText())) {
        return Optional.empty();
      }
      String text = "epoch " + read.path("epoch").asLong() + " " + read.path("verdict").asText();
      return Optional.of(
          new EpochEntry(
              read.path("at").asText(), text, read.path("figures").path("events").asLong()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
