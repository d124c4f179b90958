package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WrongClassPathBaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.base", "classpath:nowhere")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessageStartingWith(
                          "ricordo.base: \"classpath:nowhere\" is not on the class path"));

  @Test
  void wrongResource_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
