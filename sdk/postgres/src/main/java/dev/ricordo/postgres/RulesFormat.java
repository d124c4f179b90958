package dev.ricordo.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.ConsolidationRules;
import java.util.Map;

/**
 * Rules of consolidation as a JSON object of texts by name, see {@code docs/formats/journal.md}. A
 * rule that is not in it is the default one.
 */
final class RulesFormat {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RulesFormat() {}

  static String write(ConsolidationRules rules) {
    try {
      return JSON.writeValueAsString(rules.named());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("rules: cannot be written", e);
    }
  }

  /**
   * @throws RicordoException if it does not hold rules that are known here
   */
  static ConsolidationRules read(String text) {
    try {
      Map<String, String> named = JSON.readValue(text, new TypeReference<Map<String, String>>() {});
      ConsolidationRules rules = ConsolidationRules.DEFAULT;
      for (Map.Entry<String, String> rule : named.entrySet()) {
        rules = rules.with(rule.getKey(), rule.getValue());
      }
      return rules;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new RicordoException("journal: the rules of consolidation are damaged", e);
    }
  }
}
