package dev.ricordo.base;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a base came from.
 *
 * @param release a short name, unique to the trained bytes
 * @param shape the sizes of the model
 * @param mix how the levels are weighed when answering
 * @param dataDigest SHA-256 of the event log it was trained on, in hexadecimal
 * @param seed of the training's random numbers
 * @param code version of the code that trained it
 * @param configuration the training's settings, by name
 * @param metrics what was measured on held-out data, by name
 * @param collectiveRules what the shared sums hold and show
 * @param panel of a journal that it was trained on; null if it was trained on an event log
 */
public record Manifest(
    String release,
    Shape shape,
    Mix mix,
    String dataDigest,
    long seed,
    String code,
    Map<String, String> configuration,
    Map<String, Double> metrics,
    CollectiveRules collectiveRules,
    @Nullable PanelReference panel) {

  public Manifest {
    collectiveRules = Objects.requireNonNullElse(collectiveRules, CollectiveRules.DEFAULT);
    configuration = java.util.Collections.unmodifiableMap(new TreeMap<>(configuration));
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** Of a base under the default rules, trained on an event log. */
  public Manifest(
      String release,
      Shape shape,
      Mix mix,
      String dataDigest,
      long seed,
      String code,
      Map<String, String> configuration,
      Map<String, Double> metrics) {
    this(
        release,
        shape,
        mix,
        dataDigest,
        seed,
        code,
        configuration,
        metrics,
        CollectiveRules.DEFAULT,
        null);
  }

  /** The panel of a journal that it was trained on; empty if it was trained on an event log. */
  public Optional<PanelReference> trainedOn() {
    return Optional.ofNullable(panel);
  }

  public Manifest withShape(Shape newShape) {
    return with(newShape, mix, collectiveRules, panel);
  }

  public Manifest withMix(Mix newMix) {
    return with(shape, newMix, collectiveRules, panel);
  }

  public Manifest withCollectiveRules(CollectiveRules rules) {
    return with(shape, mix, rules, panel);
  }

  public Manifest withPanel(PanelReference newPanel) {
    return with(shape, mix, collectiveRules, newPanel);
  }

  private Manifest with(
      Shape newShape, Mix newMix, CollectiveRules rules, @Nullable PanelReference newPanel) {
    return new Manifest(
        release, newShape, newMix, dataDigest, seed, code, configuration, metrics, rules, newPanel);
  }
}
