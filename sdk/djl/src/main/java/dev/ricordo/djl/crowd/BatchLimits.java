package dev.ricordo.djl.crowd;

import java.time.Duration;
import java.util.Objects;

/**
 * How requests are gathered.
 *
 * @param maxBatch most requests of a batch
 * @param maxDelay how long the first request of a batch waits for others at most
 * @param capacity most requests that are taken and not yet answered, those of the present batch
 *     included
 */
public record BatchLimits(int maxBatch, Duration maxDelay, int capacity) {

  /** Tiles of 1,024, 300 microseconds, and eight tiles that wait. */
  public static final BatchLimits DEFAULT =
      new BatchLimits(1_024, Duration.ofNanos(300_000), 8 * 1_024);

  /**
   * @throws IllegalArgumentException naming the limit that is out of range
   */
  public BatchLimits {
    Objects.requireNonNull(maxDelay, "maxDelay");
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch: must be at least 1, is " + maxBatch);
    }
    if (maxDelay.isNegative()) {
      throw new IllegalArgumentException("maxDelay: must not be negative, is " + maxDelay);
    }
    if (capacity < maxBatch) {
      throw new IllegalArgumentException(
          "capacity: must be at least maxBatch " + maxBatch + ", is " + capacity);
    }
  }
}
