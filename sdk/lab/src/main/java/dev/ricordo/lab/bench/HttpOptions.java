package dev.ricordo.lab.bench;

import java.net.URI;
import java.time.Duration;

/**
 * What {@code ricordo bench http} is asked to do.
 *
 * @param url of the server, {@code http://localhost:8080}
 * @param observeRate events per second, 0 for none
 * @param recommendRate questions per second, 0 for none
 * @param connections requests of either kind that may be under way at once
 * @param warmUp not recorded
 * @param duration recorded
 * @param batch events in one request
 * @param customers who take turns
 * @param seed of the events
 */
public record HttpOptions(
    URI url,
    double observeRate,
    double recommendRate,
    int connections,
    Duration warmUp,
    Duration duration,
    int batch,
    int customers,
    long seed) {

  private static final int MAX_CONNECTIONS = 1_024;
  private static final int MAX_BATCH = 10_000;

  public HttpOptions {
    if (!"http".equals(url.getScheme()) || url.getHost() == null || !url.getPath().isEmpty()) {
      throw new IllegalArgumentException("url: must be http://HOST:PORT, is " + url);
    }
    requireRate("observe-rate", observeRate);
    requireRate("recommend-rate", recommendRate);
    if (observeRate + recommendRate == 0) {
      throw new IllegalArgumentException("observe-rate, recommend-rate: one must be above 0");
    }
    requireBetween("connections", connections, MAX_CONNECTIONS);
    requireBetween("batch", batch, MAX_BATCH);
    requireBetween("customers", customers, Integer.MAX_VALUE);
    if (duration.isNegative() || duration.isZero() || warmUp.isNegative()) {
      throw new IllegalArgumentException("seconds: must be above 0, is " + duration);
    }
  }

  private static void requireRate(String name, double value) {
    if (!(value >= 0 && value <= 1e6)) {
      throw new IllegalArgumentException(name + ": must be between 0 and 1000000, is " + value);
    }
  }

  private static void requireBetween(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          name + ": must be between 1 and " + most + ", is " + value);
    }
  }
}
