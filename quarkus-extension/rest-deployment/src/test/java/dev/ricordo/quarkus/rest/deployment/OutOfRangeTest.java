package dev.ricordo.quarkus.rest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutOfRangeTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.in-flight", "0")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.rest.in-flight: must be at least 1, is \"0\""));

  @Test
  void valueOutOfRange_failsTheStartWithItsName() {
    Assertions.fail("must not start");
  }
}
