package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EpochLimitTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consolidation.flood-share", "101")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessage(
                          "ricordo.consolidation.flood-share: must be from 0 to 100, is 101"));

  @Test
  void limitOutOfRange_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
