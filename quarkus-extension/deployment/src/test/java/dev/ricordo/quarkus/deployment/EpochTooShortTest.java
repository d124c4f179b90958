package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EpochTooShortTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consolidation.every", "0S")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessage(
                          "ricordo.consolidation.every: must be at least a second, is \"PT0S\""));

  @Test
  void epochOfNoLength_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
