package dev.ricordo.lab.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code ricordo bench recover} is asked to do.
 *
 * @param items of the catalogue
 * @param customers 1 or more
 * @param events of each customer
 * @param limit customers are brought back one by one for so long at most; all if empty
 * @param seed of weights and events
 */
public record RecoverOptions(
    int items, int customers, int events, Optional<Duration> limit, long seed) {

  public RecoverOptions {
    requirePositive("customers", customers);
    requirePositive("events", events);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1, is " + value);
    }
  }
}
