package dev.ricordo.lab.bench;

import java.time.Duration;

/**
 * What {@code ricordo bench consolidate} is asked to do.
 *
 * @param items of the catalogue
 * @param customers of an epoch, beside those who are learned from all the time
 * @param events of each of them
 * @param rate events per second to learn meanwhile, 0 for none
 * @param duration of each measurement at least
 * @param seed of weights and events
 */
public record ConsolidateOptions(
    int items, int customers, int events, int rate, Duration duration, long seed) {

  public ConsolidateOptions {
    require("customers", customers, 1);
    require("events-per-customer", events, 1);
    require("rate", rate, 0);
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": must be at least " + least + ", is " + value);
    }
  }
}
