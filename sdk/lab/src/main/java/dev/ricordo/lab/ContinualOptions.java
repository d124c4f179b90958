package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import dev.ricordo.lab.continual.Subjects;
import dev.ricordo.lab.continual.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code ricordo continual} is asked to do.
 *
 * @param models names, see {@link ContinualLearning#models()}
 * @param seeds of the nets, one run each; the customers are always the same
 * @param epochs of each training, by default those of the recipe
 * @param size how many customers
 * @param cache folder of trained bases and results
 */
public record ContinualOptions(
    List<String> models,
    List<Long> seeds,
    Device device,
    OptionalInt epochs,
    Suite.Size size,
    Path cache) {

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public ContinualOptions {
    models = List.copyOf(models);
    seeds = List.copyOf(seeds);
    models.forEach(Subjects::require);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models: must name at least one");
    }
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds: must name at least one");
    }
  }
}
