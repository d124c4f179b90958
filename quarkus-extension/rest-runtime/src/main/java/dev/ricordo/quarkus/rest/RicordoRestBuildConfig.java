package dev.ricordo.quarkus.rest;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is fixed when the application is built. */
@ConfigMapping(prefix = "ricordo.rest")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface RicordoRestBuildConfig {

  /** Whether to answer over HTTP at all. */
  @WithDefault("true")
  boolean enabled();

  /** Where, under {@code quarkus.http.root-path}. */
  @WithDefault("/api")
  String path();
}
