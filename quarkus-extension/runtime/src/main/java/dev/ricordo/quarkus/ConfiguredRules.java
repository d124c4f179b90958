package dev.ricordo.quarkus;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.GateRules;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of consolidation as the configuration says them. */
final class ConfiguredRules {

  private static final String PREFIX = "ricordo.consolidation.";

  private ConfiguredRules() {}

  /**
   * @throws ConfigurationException naming the property and the value that is out of range
   */
  static ConsolidationRules of(RicordoConfig.Consolidation config) {
    GateRules gates = GateRules.DEFAULT;
    for (Map.Entry<String, Long> limit : limits(config).entrySet()) {
      gates = with(gates, limit.getKey(), limit.getValue());
    }
    try {
      return new ConsolidationRules(config.policy(), gates, config.approvals());
    } catch (IllegalArgumentException e) {
      throw wrong("approvals", e);
    }
  }

  private static Map<String, Long> limits(RicordoConfig.Consolidation config) {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("minimumContributors", config.minimumContributors());
    limits.put("largestShare", config.largestShare());
    limits.put("floodEvents", config.floodEvents());
    limits.put("floodShare", config.floodShare());
    limits.put("hasteViews", config.hasteViews());
    limits.put("hasteShare", config.hasteShare());
    limits.put("exposure", config.exposure());
    limits.put("brandRise", config.brandRise());
    limits.put("drift", config.drift());
    limits.put("panel", config.panel());
    limits.put("panelCases", config.panelCases());
    limits.put("panelLoss", config.panelLoss());
    return limits;
  }

  private static GateRules with(GateRules gates, String name, long value) {
    try {
      return gates.with(name, value);
    } catch (IllegalArgumentException e) {
      throw wrong(name, e);
    }
  }

  /** A rule's message begins with its name, which is the property's in another spelling. */
  private static ConfigurationException wrong(String name, IllegalArgumentException cause) {
    String property = property(name);
    String rule = String.valueOf(cause.getMessage()).substring(name.length());
    return new ConfigurationException(property + rule, cause, Set.of(property));
  }

  /** For example {@code ricordo.consolidation.flood-share} for {@code floodShare}. */
  static String property(String name) {
    return PREFIX + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
