package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingBaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.empty()
          .overrideConfigKey("ricordo.journal", "memory")
          .assertException(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(ConfigurationException.class)
                      .hasMessageStartingWith("ricordo.base: is missing"));

  @Test
  void missingBase_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
