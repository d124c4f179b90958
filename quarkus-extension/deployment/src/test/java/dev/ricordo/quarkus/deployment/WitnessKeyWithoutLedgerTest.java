package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WitnessKeyWithoutLedgerTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.ledger.witness.key", "witness.pub")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.ledger.witness.key: is \"witness.pub\", but without"
                              + " ricordo.ledger.folder there is no ledger"));

  @Test
  void witnessKeyWithoutALedger_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
