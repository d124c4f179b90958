package dev.ricordo.quarkus.rest;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What may differ from one start of the application to the next. */
@ConfigMapping(prefix = "ricordo.rest")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RicordoRestConfig {

  /** The largest JSON body. A stream of lines is bounded by the server's own limit alone. */
  @WithDefault("1M")
  MemorySize maxBodySize();

  /** The most events in a JSON array, and in one durable step of a stream of lines. */
  @WithDefault("1000")
  int maxBatch();

  /** The most items that one answer recommends. */
  @WithDefault("100")
  int maxCount();

  /** How long a body may take to arrive, and how long the work on a request may take. */
  @WithDefault("10S")
  Duration timeout();

  /**
   * How many requests are worked on at a time, half of them with events at most; those beyond are
   * told to come again.
   */
  @WithDefault("256")
  int inFlight();

  /** What those who are told to come again are told to wait. Whole seconds. */
  @WithDefault("1S")
  Duration retryAfter();

  /**
   * Whether a GET may name the customer in the query of its URL, where logs, histories and proxies
   * keep it.
   */
  @WithDefault("false")
  boolean customerInUrl();

  /** How much one client may ask. */
  Rate rate();

  /** Live answers. */
  Live live();

  /** How much one client may ask. */
  interface Rate {

    /** Requests and events a second, on average. Without it, there is no limit per client. */
    OptionalInt perSecond();

    /** Requests and events at once. By default what a second allows. Not without a rate. */
    OptionalInt burst();

    /**
     * The header that names the client, set by a gateway that is trusted. By default the client is
     * the address the request comes from. Not without a rate.
     */
    Optional<String> clientHeader();

    /** How many clients are told apart; the ones longest unheard of are forgotten beyond. */
    @WithDefault("100000")
    int maxClients();
  }

  /** Live answers. */
  interface Live {

    /** How many streams are open at a time. */
    @WithDefault("1000")
    int maxStreams();

    /** After how long a comment is sent, so that nobody on the way takes a stream for dead. */
    @WithDefault("15S")
    Duration keepAlive();
  }
}
