package dev.ricordo.quarkus.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How much each client has asked of late: a bucket of tokens per client. Thread-safe. */
/*
 * A request costs a token, and each event beyond the first another. How many events a body holds is
 * known only once it is read; so those are taken even where they are not there, and the client waits
 * until the debt is paid. A batch is never turned down for its size, and the average holds.
 *
 * A bucket that has been left alone until it is full again is like a new one and may be dropped. One
 * that is dropped earlier, because more clients came than are told apart, forgives a debt.
 */
final class ClientRates {

  private static final int LONGEST_NAME = 200;
  private static final String UNKNOWN = "unknown";
  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private final Optional<RestLimits.Rate> rate;
  private final Cache<String, Bucket> buckets;

  ClientRates(Optional<RestLimits.Rate> rate) {
    this.rate = rate;
    buckets =
        Caffeine.newBuilder().maximumSize(rate.map(RestLimits.Rate::maxClients).orElse(0)).build();
  }

  /**
   * Takes the token of a request.
   *
   * @throws Refusal if the client has none left
   */
  void admit(HttpServerRequest request) {
    rate.ifPresent(limit -> admit(bucket(request, limit)));
  }

  private static void admit(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = 1 + probe.getNanosToWaitForRefill() / NANOS;
      throw new Refusal(
          Problem.of(Problem.Kind.RATE, "ask again in " + seconds + " seconds")
              .withRetryAfter(Duration.ofSeconds(seconds)));
    }
  }

  /**
   * Takes the tokens of events beyond a request's first.
   *
   * @return how long until the client has paid for them
   */
  Duration charge(HttpServerRequest request, int events) {
    if (rate.isEmpty() || events < 1) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(bucket(request, rate.get()).consumeIgnoringRateLimits(events));
  }

  private Bucket bucket(HttpServerRequest request, RestLimits.Rate limit) {
    return buckets.get(client(request, limit), name -> newBucket(limit));
  }

  private static String client(HttpServerRequest request, RestLimits.Rate limit) {
    String name = limit.clientHeader().map(request::getHeader).orElseGet(() -> address(request));
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  /** The address, or what else a proxy says in its place: {@code unknown}, or a name. */
  private static String address(HttpServerRequest request) {
    Optional<SocketAddress> from = Optional.ofNullable(request.remoteAddress());
    return from.map(SocketAddress::hostAddress)
        .or(() -> from.map(SocketAddress::host))
        .orElse(UNKNOWN);
  }

  private static Bucket newBucket(RestLimits.Rate limit) {
    return Bucket.builder()
        .addLimit(
            bandwidth ->
                bandwidth
                    .capacity(limit.burst())
                    .refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
