package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingDatabaseUrlTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideConfigKey("ricordo.devservices.enabled", "false")
          .overrideRuntimeConfigKey("ricordo.vault.folder", "target/test-vault")
          .assertException(
              failure ->
                  assertThat(failure).hasStackTraceContaining("quarkus.datasource.jdbc.url"));

  @Test
  void missingDatabaseUrl_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
