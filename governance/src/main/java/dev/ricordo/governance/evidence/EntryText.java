package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.evidence.EpochEntry;
import dev.ricordo.evidence.ErasureMark;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.RulesEntry;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entry of a ledger in words: when it became true, what it is, and what it says.
 *
 * @param at ISO 8601, empty if it says nothing of it
 * @param kind {@code unknown} if it is nothing that this program knows
 * @param lines what it says, for people; digests cut to their first 12 digits
 * @param fields the same whole, as the entry has it; none if it is no JSON
 */
record EntryText(String at, String kind, List<String> lines, Map<String, Object> fields) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int DIGITS = 12;

  EntryText {
    lines = List.copyOf(lines);
  }

  static EntryText of(byte[] entry) {
    JsonNode read;
    try {
      read = MAPPER.readTree(entry);
    } catch (IOException e) {
      return new EntryText("", "unknown", List.of(entry.length + " bytes"), Map.of());
    }
    return switch (read.path("format").asText()) {
      case Certificate.FORMAT -> certificate(entry, read);
      case EpochEntry.FORMAT -> epoch(read);
      case ReleaseRecorder.FORMAT -> release(read);
      case ErasureMark.FORMAT -> erasures(read);
      case RulesEntry.FORMAT -> rules(entry, read);
      case OfficerAct.FORMAT -> act(read);
      default -> of(read, "", "unknown", List.of(entry.length + " bytes"));
    };
  }

  private static EntryText of(JsonNode read, String at, String kind, List<String> lines) {
    Map<String, Object> fields =
        read.isObject() ? MAPPER.convertValue(read, new TypeReference<>() {}) : Map.of();
    return new EntryText(at, kind, lines, fields);
  }

  private static EntryText certificate(byte[] entry, JsonNode read) {
    try {
      return certificate(Certificate.parse(entry), read);
    } catch (MalformedException e) {
      return of(read, "", "unknown", List.of("no " + e.getMessage()));
    }
  }

  private static EntryText certificate(Certificate found, JsonNode read) {
    JsonNode levels = read.path("levels");
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "events %d, keys %d, cells %d",
            found.events(),
            found.keys().number(),
            found.cells()));
    lines.add("request " + found.request());
    lines.add("salted digests: " + own(read));
    if (levels.path("L3").has("before")) {
      lines.add(
          "  journal " + change(levels.path("journal")) + ", counts " + change(levels.path("L3")));
    }
    lines.add(
        "trained model "
            + cut(levels.at("/L4/base"))
            + ": "
            + levels.at("/L4/method").asText()
            + due(levels.path("L4")));
    if (!read.path("epochs").isEmpty()) {
      lines.add("epochs: " + joined(read.path("epochs")));
    }
    lines.add("stores: " + joined(read.path("stores")));
    return of(read, found.executed().toString(), found.right(), lines);
  }

  /** The customer's own levels: up to version 3 all in one. */
  private static String own(JsonNode read) {
    return read.has("memory")
        ? "memory " + change(read.path("memory"))
        : Stream.of("L0", "L1", "L2")
            .map(level -> level + " " + change(read.path("levels").path(level)))
            .collect(Collectors.joining(", "));
  }

  /** A digest, or in later versions the ones before and after. */
  private static String change(JsonNode digests) {
    return digests.isObject()
        ? "was " + cut(digests.path("before")) + " and is " + cut(digests.path("after"))
        : cut(digests);
  }

  private static String due(JsonNode model) {
    return model.has("due")
        ? " by " + model.path("due").asText() + ", panels " + joined(model.path("panels"))
        : "";
  }

  private static EntryText epoch(JsonNode read) {
    JsonNode figures = read.path("figures");
    List<String> lines = new ArrayList<>();
    lines.add(
        figures.isMissingNode()
            ? "not examined yet"
            : String.format(
                Locale.ROOT,
                "events %d of %d customers, brought %s",
                figures.path("events").asLong(),
                figures.path("contributors").asLong(),
                cut(figures.path("brought"))));
    lines.addAll(gates(read));
    lines.add(approvers(read));
    if (read.has("sums")) {
      lines.add(
          "the sums were "
              + cut(read.at("/sums/before"))
              + " and are "
              + cut(read.at("/sums/after"))
              + (read.path("counts").asBoolean() ? ", with it" : ", without it"));
    }
    lines.add("base " + cut(read.path("base")) + ", tenant " + cut(read.path("tenant")));
    String kind = "epoch " + read.path("epoch").asLong() + " " + read.path("verdict").asText();
    return of(read, read.path("at").asText(), kind, lines);
  }

  private static EntryText release(JsonNode read) {
    JsonNode panel = read.path("panel");
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "base %s, of panel %s: %d members, owes %d",
            cut(read.path("base")),
            panel.path("id").asText(),
            panel.path("members").asLong(),
            panel.path("debts").asLong()));
    lines.addAll(gates(read));
    lines.add(approvers(read));
    lines.add(
        read.has("replaces")
            ? "served until then: " + cut(read.path("replaces"))
            : "serves: " + cut(read.at("/present/base")));
    return of(read, read.path("at").asText(), "release " + read.path("step").asText(), lines);
  }

  private static EntryText erasures(JsonNode read) {
    String line =
        String.format(
            Locale.ROOT,
            "known to the tables %d, to the vault %d; tenant %s",
            read.path("tables").asLong(),
            read.path("vault").asLong(),
            cut(read.path("tenant")));
    return of(read, read.path("at").asText(), "erasures", List.of(line));
  }

  private static EntryText rules(byte[] entry, JsonNode read) {
    String kind = RulesEntry.read(entry).map(RulesEntry::text).orElse("unknown");
    List<String> lines = List.of(approvers(read), "tenant " + cut(read.path("tenant")));
    return of(read, read.path("at").asText(), kind, lines);
  }

  private static EntryText act(JsonNode read) {
    List<String> lines =
        List.of(
            "of " + read.path("id").asText(),
            "salted digests: reason "
                + cut(read.path("reason"))
                + ", people "
                + read.path("people").valueStream().map(EntryText::cut).toList());
    return of(read, read.path("at").asText(), read.path("act").asText(), lines);
  }

  private static List<String> gates(JsonNode read) {
    return EpochEntry.findings(read.path("findings")).stream()
        .map(Finding::toString)
        .map(finding -> "gate " + finding)
        .toList();
  }

  private static String approvers(JsonNode read) {
    JsonNode names = read.path("approvers");
    return names.isEmpty() ? "decided by the gates" : "decided by " + joined(names);
  }

  private static String joined(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(text(one)));
    return String.join(", ", texts);
  }

  /** A name or number, also with what became of it. */
  private static String text(JsonNode one) {
    if (one.has("number")) {
      return one.path("number").asLong() + " " + one.path("state").asText();
    }
    return one.has("name")
        ? one.path("name").asText() + (one.path("swept").asBoolean() ? "" : " (not swept)")
        : one.asText();
  }

  private static String cut(JsonNode digest) {
    String text = digest.asText();
    return text.isEmpty() ? "none" : text.substring(0, Math.min(DIGITS, text.length()));
  }
}
