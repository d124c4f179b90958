package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code ricordo bench learn} is asked to do.
 *
 * @param device of the accelerated path
 * @param items of the catalogue
 * @param customers of the largest batch
 * @param duration of each measurement
 * @param seed of weights and events
 * @param python an interpreter that has PyTorch, to time the same step in plain PyTorch
 */
public record LearnOptions(
    Device device, int items, int customers, Duration duration, long seed, Optional<Path> python) {

  /** Customers of the largest batch that is measured. */
  public static final int MAX_CUSTOMERS = 16_384;

  public LearnOptions {
    if (items < 1) {
      throw new IllegalArgumentException("items: must be at least 1, is " + items);
    }
    if (customers < 1 || customers > MAX_CUSTOMERS) {
      throw new IllegalArgumentException(
          "customers: must be between 1 and " + MAX_CUSTOMERS + ", is " + customers);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("seconds: must be above 0, is " + duration);
    }
  }
}
