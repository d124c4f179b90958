package dev.ricordo.governance;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of consolidation in force.
 *
 * @param seed always null: nothing here is random
 * @param rules by their names; none before any were put
 */
public record RulesReport(
    String command, String version, Machine machine, @Nullable Long seed, Map<String, String> rules)
    implements Report {

  public RulesReport {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /** Of what is in force. */
  public static RulesReport of(Optional<ConsolidationRules> inForce) {
    return new RulesReport(
        "epochs rules",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        inForce.map(ConsolidationRules::named).orElse(Map.of()));
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    rules.forEach((name, value) -> lines.add(name + "=" + value));
    return lines.isEmpty() ? List.of("no rules are in force") : lines;
  }
}
