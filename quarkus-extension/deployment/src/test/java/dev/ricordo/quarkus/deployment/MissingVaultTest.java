package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MissingVaultTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
          .assertException(
              failure ->
                  assertThat(failure).hasStackTraceContaining("ricordo.vault.folder: is missing"));

  @Test
  void missingVault_failsTheStartWithThePropertysName() {
    Assertions.fail("must not start");
  }
}
