package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KindsWithoutAgeTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.retention.kinds", "view,cart")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.retention.kinds: is \"view,cart\", but without"
                              + " ricordo.retention.older-than nothing is forgotten"));

  @Test
  void kindsWithoutAnAge_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
