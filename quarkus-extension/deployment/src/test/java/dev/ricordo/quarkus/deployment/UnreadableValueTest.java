package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnreadableValueTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.future-tolerance", "soon")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining("ricordo.future-tolerance")
                      .hasStackTraceContaining("soon"));

  @Test
  void unreadableValue_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
