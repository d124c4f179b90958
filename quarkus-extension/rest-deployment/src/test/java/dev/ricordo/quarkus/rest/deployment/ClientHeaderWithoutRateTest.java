package dev.ricordo.quarkus.rest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientHeaderWithoutRateTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.rate.client-header", "X-Client")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.rest.rate.client-header: is \"X-Client\", but without"
                              + " ricordo.rest.rate.per-second there is no rate"));

  @Test
  void clientHeaderWithoutARate_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
