package dev.ricordo.quarkus;

import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Leaves the check for misspelt properties to run time: before, only {@link RicordoBuildConfig} is
 * known, and every property of {@link RicordoConfig} would look misspelt.
 */
public class LenientStaticInit implements ConfigBuilder {

  @Override
  public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
    return builder.withMappingIgnore("ricordo.**");
  }
}
