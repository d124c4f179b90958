package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code ricordo bench train} is asked to do.
 *
 * @param items of the catalogue
 * @param customers of an epoch
 * @param duration of each measurement, after a warm-up
 * @param seed of weights and events
 * @param python an interpreter that has PyTorch, to time the same model in plain PyTorch
 */
public record TrainBenchmarkOptions(
    Device device, int items, int customers, Duration duration, long seed, Optional<Path> python) {

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public TrainBenchmarkOptions {
    if (items < 1) {
      throw new IllegalArgumentException("items: must be at least 1, is " + items);
    }
    if (customers < 1) {
      throw new IllegalArgumentException("customers: must be at least 1, is " + customers);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("seconds: must be above 0, is " + duration);
    }
  }
}
