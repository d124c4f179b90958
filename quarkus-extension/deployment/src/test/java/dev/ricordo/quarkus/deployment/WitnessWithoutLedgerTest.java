package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WitnessWithoutLedgerTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.ledger.witness.url", "https://witness.example/w")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.ledger.witness.url: is \"https://witness.example/w\", but without"
                              + " ricordo.ledger.folder there is no ledger"));

  @Test
  void witnessWithoutALedger_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
