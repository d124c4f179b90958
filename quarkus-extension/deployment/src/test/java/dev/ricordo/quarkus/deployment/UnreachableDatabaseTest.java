package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnreachableDatabaseTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
          .overrideRuntimeConfigKey("ricordo.vault.folder", "target/test-vault")
          .assertException(failure -> assertThat(failure).hasStackTraceContaining("127.0.0.1:1"));

  @Test
  void unreachableDatabase_failsTheStartWithItsAddress() {
    Assertions.fail("must not start");
  }
}
