package dev.ricordo.quarkus;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.spi.Journal;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The rules of consolidation as the configuration says them. */
final class ConfiguredRules {

  private static final String PREFIX = "ricordo.consolidation.";
  private static final String REQUIRED_CONSENT = "requiredConsent";

  private ConfiguredRules() {}

  /**
   * @throws ConfigurationException naming the property and the value that is out of range
   */
  static ConsolidationRules of(RicordoConfig all) {
    RicordoConfig.Consolidation config = all.consolidation();
    GateRules gates = GateRules.DEFAULT;
    for (Map.Entry<String, Long> limit : limits(config).entrySet()) {
      gates = with(gates, limit.getKey(), limit.getValue());
    }
    try {
      return new ConsolidationRules(
          config.policy(),
          gates,
          config.approvals(),
          Set.copyOf(all.consent().required().orElse(List.of())));
    } catch (IllegalArgumentException e) {
      throw wrong("approvals", e);
    }
  }

  /**
   * Rules other than those in force would have this application judge otherwise than others on the
   * same journal do.
   *
   * @throws ConfigurationException naming each property with both values
   */
  static void requireInForce(ConsolidationRules rules, Journal journal) {
    List<String> departures =
        journal.epochs().rules().map(rules::departures).orElse(List.of()).stream()
            .map(ConfiguredRules::ofProperty)
            .toList();
    if (!departures.isEmpty()) {
      throw new ConfigurationException(
          String.join("; ", departures) + "; what is in force is changed by ricordo epochs rules");
    }
  }

  /** A rule's message begins with its name, which is the property's in another spelling. */
  private static String ofProperty(String message) {
    int end = message.indexOf(':');
    return property(message.substring(0, end)) + message.substring(end);
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

  private static ConfigurationException wrong(String name, IllegalArgumentException cause) {
    String message = ofProperty(String.valueOf(cause.getMessage()));
    return new ConfigurationException(message, cause, Set.of(property(name)));
  }

  /** For example {@code ricordo.consolidation.flood-share} for {@code floodShare}. */
  static String property(String name) {
    return name.equals(REQUIRED_CONSENT)
        ? "ricordo.consent.required"
        : PREFIX + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
