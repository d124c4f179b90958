package dev.ricordo.quarkus.rest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BurstWithoutRateTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.rate.burst", "2")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.rest.rate.burst: is \"2\", but without"
                              + " ricordo.rest.rate.per-second there is no rate"));

  @Test
  void burstWithoutARate_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
