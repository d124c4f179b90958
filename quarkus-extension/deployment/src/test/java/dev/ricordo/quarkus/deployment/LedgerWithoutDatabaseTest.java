package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerWithoutDatabaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.ledger.in-database", "true")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.ledger.in-database: needs ricordo.journal=postgres"));

  @Test
  void ledgerInADatabaseThatIsNot_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
