package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.observe;
import static dev.ricordo.quarkus.rest.deployment.Api.view;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchedOffTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory().overrideConfigKey("ricordo.rest.enabled", "false");

  @Test
  void switchedOff_nothingAnswers() {
    observe(view("anna", "i1")).statusCode(404);
  }
}
