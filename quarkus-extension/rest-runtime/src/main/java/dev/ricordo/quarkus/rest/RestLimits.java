package dev.ricordo.quarkus.rest;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How much, how long and how often.
 *
 * @param maxBodyBytes of a JSON body, never more than the server lets in
 * @param maxStreamBytes of a stream of lines: what the server lets in
 * @param maxBatch events in one durable step
 * @param maxCount items in one answer
 * @param timeout for a body to arrive, and for the work on a request
 * @param inFlight requests worked on at a time
 * @param retryAfter whole seconds, at least one
 * @param customerInUrl whether the query of a URL may name the customer
 * @param rate per client, if there is a limit
 * @param maxStreams live answers open at a time
 * @param keepAlive from one comment of a live answer to the next
 */
public record RestLimits(
    long maxBodyBytes,
    long maxStreamBytes,
    int maxBatch,
    int maxCount,
    Duration timeout,
    int inFlight,
    Duration retryAfter,
    boolean customerInUrl,
    Optional<Rate> rate,
    int maxStreams,
    Duration keepAlive) {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * @param perSecond requests and events on average
   * @param burst requests and events at once
   * @param clientHeader names the client; by default its address does
   * @param maxClients told apart at a time
   */
  public record Rate(int perSecond, int burst, Optional<String> clientHeader, int maxClients) {}

  /**
   * Checks the configuration.
   *
   * @param maxStreamBytes what the server lets in
   * @throws ConfigurationException naming the property and the value that breaks its rule
   */
  static RestLimits of(RicordoRestConfig config, long maxStreamBytes) {
    return new RestLimits(
        Math.min(positive("max-body-size", config.maxBodySize().asLongValue()), maxStreamBytes),
        maxStreamBytes,
        (int) positive("max-batch", config.maxBatch()),
        (int) positive("max-count", config.maxCount()),
        atLeast("timeout", SHORTEST, config.timeout()),
        (int) positive("in-flight", config.inFlight()),
        atLeast("retry-after", Duration.ofSeconds(1), config.retryAfter()),
        config.customerInUrl(),
        rate(config.rate()),
        (int) positive("live.max-streams", config.live().maxStreams()),
        atLeast("live.keep-alive", SHORTEST, config.live().keepAlive()));
  }

  private static Optional<Rate> rate(RicordoRestConfig.Rate config) {
    int maxClients = (int) positive("rate.max-clients", config.maxClients());
    if (config.perSecond().isEmpty()) {
      config.burst().ifPresent(burst -> refuseWithoutRate("rate.burst", burst));
      config.clientHeader().ifPresent(header -> refuseWithoutRate("rate.client-header", header));
      return Optional.empty();
    }
    int perSecond = (int) positive("rate.per-second", config.perSecond().getAsInt());
    int burst = (int) positive("rate.burst", config.burst().orElse(perSecond));
    return Optional.of(new Rate(perSecond, burst, config.clientHeader(), maxClients));
  }

  /** Whoever sets it expects a limit: without a rate there would be none, and nobody would know. */
  private static void refuseWithoutRate(String property, Object value) {
    String name = "ricordo.rest." + property;
    throw new ConfigurationException(
        name + ": is \"" + value + "\", but without ricordo.rest.rate.per-second there is no rate",
        Set.of(name, "ricordo.rest.rate.per-second"));
  }

  private static long positive(String property, long value) {
    return require(property, "must be at least 1", value, value >= 1);
  }

  private static Duration atLeast(String property, Duration least, Duration value) {
    return require(property, "must be at least " + least, value, value.compareTo(least) >= 0);
  }

  private static <T> T require(String property, String rule, T value, boolean holds) {
    if (!holds) {
      String name = "ricordo.rest." + property;
      throw new ConfigurationException(name + ": " + rule + ", is \"" + value + "\"", Set.of(name));
    }
    return value;
  }
}
