package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoDatasourceTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideConfigKey("quarkus.datasource.jdbc", "false")
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining(
                          "ricordo.journal: \"postgres\" needs quarkus.datasource.db-kind=postgresql"));

  @Test
  void postgresJournalWithoutADatasource_failsTheBuildWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
