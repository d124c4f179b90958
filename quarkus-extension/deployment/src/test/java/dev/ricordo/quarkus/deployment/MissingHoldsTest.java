package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingHoldsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.holds.folder", "target/no-holds-here")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.holds.folder: holds: target/no-holds-here is no folder of legal"
                              + " holds"));

  @Test
  void folderOfHoldsThatIsAway_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
