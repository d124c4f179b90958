package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Names;
import dev.ricordo.consolidation.RulesChange;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A change of the rules of consolidation as the ledger keeps it. See {@code
 * docs/formats/ledger.md}.
 *
 * @param tenant digest of whose rules they are
 * @param before the rules in force until then
 * @param now the rules from then on
 * @param approvers how many different people agreed
 */
public record RulesEntry(
    String at, String tenant, ConsolidationRules before, ConsolidationRules now, int approvers) {

  /** What an entry of this kind has as its format. */
  public static final String FORMAT = "ricordo-rules";

  private static final int VERSION = 2;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** For people, for example {@code rules changed: approvals 2 to 1}. */
  public String text() {
    Map<String, String> old = before.named();
    return "rules changed: "
        + now.named().entrySet().stream()
            .filter(rule -> !rule.getValue().equals(old.get(rule.getKey())))
            .map(rule -> rule.getKey() + " " + old.get(rule.getKey()) + " to " + rule.getValue())
            .collect(Collectors.joining(", "));
  }

  /**
   * @param tenant whose rules they are
   * @param software which program writes, with its version
   * @param at when they changed
   */
  public static byte[] write(RulesChange change, String tenant, String software, Instant at) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", VERSION);
    entry.put("at", at.toString());
    entry.put("tenant", TenantDigest.of(tenant));
    entry.put("before", change.before().named());
    entry.put("now", change.now().named());
    entry.put("approvers", new TreeSet<>(change.approvers()));
    entry.put("software", software);
    return Canonical.json(entry);
  }

  /** Reads an entry; empty if it is of another kind, or its rules are none. */
  public static Optional<RulesEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return FORMAT.equals(read.path("format").asText())
          ? Optional.of(read(read))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RulesEntry read(JsonNode read) {
    return new RulesEntry(
        read.path("at").asText(),
        read.path("tenant").asText(),
        rules(read.path("before")),
        rules(read.path("now")),
        Names.people(EpochEntry.texts(read.path("approvers"))));
  }

  private static ConsolidationRules rules(JsonNode named) {
    if (!named.isObject()) {
      throw new IllegalArgumentException("rules: are missing");
    }
    ConsolidationRules rules = ConsolidationRules.DEFAULT;
    for (Map.Entry<String, JsonNode> rule : named.properties()) {
      rules = rules.with(rule.getKey(), rule.getValue().asText());
    }
    return rules;
  }
}
