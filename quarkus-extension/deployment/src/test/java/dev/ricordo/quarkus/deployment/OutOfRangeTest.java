package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutOfRangeTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.hot-memory", "0")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessage("ricordo.hot-memory: must be at least 1, is \"0\""));

  @Test
  void valueOutOfRange_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
