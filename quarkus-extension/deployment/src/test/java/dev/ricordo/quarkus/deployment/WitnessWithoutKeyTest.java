package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WitnessWithoutKeyTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.ledger.folder", "target/none")
          .overrideRuntimeConfigKey("ricordo.ledger.witness.url", "https://witness.example/w")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.ledger.witness.key: is missing beside its URL"));

  @Test
  void witnessWithoutAKey_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
