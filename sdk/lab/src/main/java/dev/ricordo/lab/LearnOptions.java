package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import java.time.Duration;

/**
 * What {@code ricordo bench learn} is asked to do.
 *
 * @param device of the accelerated path
 * @param duration of each measurement
 * @param seed of weights and events
 */
public record LearnOptions(Device device, Duration duration, long seed) {

  public LearnOptions {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("seconds: must be above 0, is " + duration);
    }
  }
}
