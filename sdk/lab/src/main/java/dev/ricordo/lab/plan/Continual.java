package dev.ricordo.lab.plan;

import dev.ricordo.lab.continual.Subjects;
import dev.ricordo.lab.continual.Suite.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models whose continual learning a report looks at, on simulated customers.
 *
 * @param models names of {@link Subjects}
 * @param seeds of the nets, one run each
 * @param epochs of each training; null for those of the suite
 * @param size how many customers; null for {@link Size#FULL}
 */
public record Continual(
    List<String> models, List<Long> seeds, @Nullable Integer epochs, @Nullable Size size) {

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public Continual {
    models = List.copyOf(models);
    seeds = seeds.isEmpty() ? List.of(1L) : List.copyOf(seeds);
    models.forEach(Subjects::require);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models: must name at least one");
    }
    if (epochs != null && epochs < 1) {
      throw new IllegalArgumentException("epochs: must be at least 1, is " + epochs);
    }
  }

  /** The same with other seeds. */
  public Continual withSeeds(List<Long> newSeeds) {
    return new Continual(models, newSeeds, epochs, size);
  }
}
