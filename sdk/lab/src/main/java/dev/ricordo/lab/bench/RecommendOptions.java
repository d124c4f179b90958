package dev.ricordo.lab.bench;

import dev.ricordo.djl.Device;
import java.time.Duration;

/**
 * What {@code ricordo bench recommend} is asked to do.
 *
 * @param device of the accelerated path
 * @param items of the catalogue, 100 to 1,000,000
 * @param customers whose events fill the shared sums, 50 each
 * @param duration of each measurement
 * @param seed of weights and events
 */
public record RecommendOptions(
    Device device, int items, int customers, Duration duration, long seed) {

  private static final int MIN_ITEMS = 100;
  private static final int MAX_ITEMS = 1_000_000;
  private static final int MIN_CUSTOMERS = 10;

  public RecommendOptions {
    if (items < MIN_ITEMS || items > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "items: must be between " + MIN_ITEMS + " and " + MAX_ITEMS + ", is " + items);
    }
    if (customers < MIN_CUSTOMERS) {
      throw new IllegalArgumentException(
          "customers: must be at least " + MIN_CUSTOMERS + ", is " + customers);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("seconds: must be above 0, is " + duration);
    }
  }
}
