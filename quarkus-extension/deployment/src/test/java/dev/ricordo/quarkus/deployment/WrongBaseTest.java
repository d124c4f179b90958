package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WrongBaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.empty()
          .overrideConfigKey("ricordo.journal", "memory")
          .overrideRuntimeConfigKey("ricordo.base", "no/such/folder")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessageStartingWith("ricordo.base: \"no/such/folder\" is not a folder"));

  @Test
  void wrongBase_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
