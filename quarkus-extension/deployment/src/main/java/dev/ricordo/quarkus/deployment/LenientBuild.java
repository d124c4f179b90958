package dev.ricordo.quarkus.deployment;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Leaves the check for misspelt properties to run time, like {@link
 * dev.ricordo.quarkus.LenientStaticInit}: a build knows only the properties that it fixes.
 */
public class LenientBuild implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder.withMappingIgnore("ricordo.**");
  }
}
