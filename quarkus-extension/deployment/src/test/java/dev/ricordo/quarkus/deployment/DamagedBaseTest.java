package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DamagedBaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.base", "src")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasMessageStartingWith("ricordo.base: \"src\" cannot be read")
                      .hasMessageContaining("manifest.json"));

  @Test
  void folderWithoutABase_failsTheStartWithThePropertysNameAndValue() {
    Assertions.fail("must not start");
  }
}
