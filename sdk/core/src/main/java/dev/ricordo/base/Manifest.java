package dev.ricordo.base;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
    CollectiveRules collectiveRules) {

  public Manifest {
    collectiveRules = Objects.requireNonNullElse(collectiveRules, CollectiveRules.DEFAULT);
    configuration = java.util.Collections.unmodifiableMap(new TreeMap<>(configuration));
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** Of a base under the default rules. */
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
        CollectiveRules.DEFAULT);
  }

  public Manifest withShape(Shape newShape) {
    return new Manifest(
        release, newShape, mix, dataDigest, seed, code, configuration, metrics, collectiveRules);
  }

  public Manifest withMix(Mix newMix) {
    return new Manifest(
        release, shape, newMix, dataDigest, seed, code, configuration, metrics, collectiveRules);
  }

  public Manifest withCollectiveRules(CollectiveRules rules) {
    return new Manifest(release, shape, mix, dataDigest, seed, code, configuration, metrics, rules);
  }
}
