package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MisspeltPropertyTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.hot-memories", "9")
          .assertException(
              failure -> assertThat(failure).hasStackTraceContaining("ricordo.hot-memories"));

  @Test
  void misspeltProperty_failsTheStartWithItsName() {
    Assertions.fail("must not start");
  }
}
