package dev.ricordo.quarkus;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;

/** What is fixed when the application is built. */
@ConfigMapping(prefix = "ricordo")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface RicordoBuildConfig {

  /**
   * Where events are kept: {@code postgres}, in the default datasource, or {@code memory}, on the
   * heap and gone when the application ends.
   */
  @WithDefault("postgres")
  JournalKind journal();

  /** Health. */
  Health health();

  /** Metrics. */
  Metrics metrics();

  /** The Dev Service. */
  Devservices devservices();

  /** Health. */
  interface Health {

    /** Whether to publish a readiness check, if {@code quarkus-smallrye-health} is there. */
    @WithDefault("true")
    boolean enabled();
  }

  /** Metrics. */
  interface Metrics {

    /** Whether to publish meters, if {@code quarkus-micrometer} is there. */
    @WithDefault("true")
    boolean enabled();
  }

  /** The Dev Service. */
  interface Devservices {

    /**
     * Whether to start a PostgreSQL in dev and test mode, without Docker, if {@code
     * quarkus.datasource.jdbc.url} is not set and the journal is {@code postgres}.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The port on 127.0.0.1. By default 15432 in dev mode, or any free port if that is taken, and
     * any free port in tests.
     */
    OptionalInt port();

    /**
     * Where the database is kept between starts, relative to the project. By default {@code
     * .ricordo/pg} in dev mode, and a folder that is thrown away in tests.
     */
    Optional<String> dataDirectory();
  }
}
