package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Names;
import dev.ricordo.consolidation.Vote;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An epoch as the ledger keeps it, after it was examined or decided about. See {@code
 * docs/formats/ledger.md}.
 *
 * @param version of the entry; before 2 there were no tenant, sums and consolidations, which are
 *     empty then
 * @param tenant digest of whose epoch it is
 * @param closed when the epoch was closed, ISO 8601
 * @param brought digest of what it brought; empty if it was never examined
 * @param counts whether what it brought is in the sums that serve; not before it was examined
 * @param before digest of the sums before, {@link Decision#digest}
 * @param after the same afterwards
 * @param approvers how many different people gave it its verdict
 * @param approvals how many people the rules ask for; empty before version 4
 * @param events in the epoch
 */
public record EpochEntry(
    int version,
    String at,
    String tenant,
    long epoch,
    String closed,
    String verdict,
    String brought,
    boolean counts,
    String before,
    String after,
    List<Finding> findings,
    int approvers,
    OptionalInt approvals,
    long events) {

  /** What an entry of this kind has as its format. */
  public static final String FORMAT = "ricordo-epoch";

  private static final int VERSION = 4;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public EpochEntry {
    findings = List.copyOf(findings);
  }

  /**
   * What is the same for all entries of a program.
   *
   * @param base digest of the base by whose rules epochs are folded, in hexadecimal
   */
  record Origin(String tenant, String base, String software) {}

  /** What an entry says of an epoch, whenever it was written and whatever else counted then. */
  record Said(String verdict, String brought, List<Finding> findings, int approvers) {}

  Said said() {
    return new Said(verdict, brought, findings, approvers);
  }

  /** What an entry of this epoch would say. */
  static Said said(Epoch epoch) {
    return new Said(
        name(epoch),
        epoch.figures().map(EpochFigures::brought).orElse(""),
        epoch.findings(),
        Names.people(approvers(epoch).stream()));
  }

  /** For people, for example {@code epoch 3 promoted}. */
  public String text() {
    return "epoch " + epoch + " " + verdict;
  }

  /**
   * @param at when this became true
   */
  static byte[] write(Decision decision, Origin origin, Instant at) {
    Epoch epoch = decision.epoch();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", VERSION);
    entry.put("at", at.toString());
    entry.put("tenant", TenantDigest.of(origin.tenant()));
    entry.put("epoch", epoch.number());
    entry.put("firstPosition", epoch.firstPosition());
    entry.put("lastPosition", epoch.lastPosition());
    entry.put("closed", epoch.closedAt().toString());
    entry.put("verdict", name(epoch));
    epoch.figures().ifPresent(figures -> entry.put("figures", figures(figures)));
    entry.put("findings", epoch.findings().stream().map(EpochEntry::finding).toList());
    entry.put("approvers", approvers(epoch));
    entry.put("approvals", decision.approvals());
    entry.put("counts", decision.counts());
    entry.put("sums", Map.of("before", decision.before(), "after", decision.after()));
    entry.put("base", origin.base());
    entry.put("software", origin.software());
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
        "pushed", figures.pushed(),
        "consolidations", figures.consolidations(),
        "panelCases", figures.panelCases(),
        "panelHits", figures.panelHits(),
        "brought", figures.brought());
  }

  /** What a gate found, as every entry that has gates writes it. */
  public static Map<String, Object> finding(Finding finding) {
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
  public static Optional<EpochEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return FORMAT.equals(read.path("format").asText())
          ? Optional.of(read(read))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  private static EpochEntry read(JsonNode read) {
    return new EpochEntry(
        read.path("version").asInt(),
        read.path("at").asText(),
        read.path("tenant").asText(),
        read.path("epoch").asLong(),
        read.path("closed").asText(),
        read.path("verdict").asText(),
        read.path("figures").path("brought").asText(),
        read.path("counts").asBoolean(),
        read.path("sums").path("before").asText(),
        read.path("sums").path("after").asText(),
        findings(read.path("findings")),
        Names.people(texts(read.path("approvers"))),
        read.has("approvals")
            ? OptionalInt.of(read.path("approvals").asInt())
            : OptionalInt.empty(),
        read.path("figures").path("events").asLong());
  }

  /** What gates found, as {@link #finding} wrote it. */
  public static List<Finding> findings(JsonNode written) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode found : written) {
      findings.add(
          new Finding(
              found.path("gate").asText(),
              found.path("passed").asBoolean(),
              found.path("measured").asLong(),
              found.path("limit").asLong(),
              found.path("unit").asText()));
    }
    return findings;
  }
}
