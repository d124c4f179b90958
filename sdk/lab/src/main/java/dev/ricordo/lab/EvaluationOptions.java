package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import dev.ricordo.lab.models.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@code ricordo evaluate} is asked to do.
 *
 * @param events the event log
 * @param items its catalogue
 * @param models names, see {@link Evaluation#models()}
 * @param seeds one evaluation each
 * @param maxEvents only the first events of the log
 * @param refit leave-one-out only: train everything again on training and validation before the
 *     test
 * @param epochs of each training, by default those of the recipe
 * @param cache folder of trained bases and results
 */
public record EvaluationOptions(
    Path events,
    Path items,
    Protocol protocol,
    List<String> models,
    List<Long> seeds,
    Device device,
    OptionalLong maxEvents,
    boolean refit,
    OptionalInt epochs,
    Path cache) {

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public EvaluationOptions {
    models = List.copyOf(models);
    seeds = List.copyOf(seeds);
    models.forEach(model -> requireModel(model, protocol));
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models: must name at least one");
    }
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds: must name at least one");
    }
    if (refit && protocol != Protocol.LEAVE_ONE_OUT) {
      throw new IllegalArgumentException("refit: goes with leave-one-out only");
    }
  }

  /**
   * Requires a model that can be evaluated: published by epochs in streams only, for epochs are
   * stretches of a stream's time.
   *
   * @throws IllegalArgumentException saying why it cannot be
   */
  static void requireModel(String model, Protocol protocol) {
    if (!Models.require(model).publication().live() && protocol != Protocol.PREQUENTIAL) {
      throw new IllegalArgumentException(
          "models: \"" + model + "\": publish goes with prequential only");
    }
  }

  /** All models on a log, with one seed. */
  public static EvaluationOptions of(Path events, Path items, Protocol protocol) {
    return new EvaluationOptions(
        events,
        items,
        protocol,
        Models.names(),
        List.of(1L),
        Device.AUTO,
        OptionalLong.empty(),
        false,
        OptionalInt.empty(),
        defaultCache());
  }

  /** {@code ~/.cache/ricordo}. */
  public static Path defaultCache() {
    return Path.of(System.getProperty("user.home"), ".cache", "ricordo");
  }
}
