package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeoutTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory(Brake.class).overrideRuntimeConfigKey("ricordo.rest.timeout", "1S");

  @Inject Brake brake;

  @Test
  void workThatTakesTooLong_isGivenUp_andFoundDoneWhenSentAgain() {
    requireProblem(deliver(), 503, "timeout").header("Retry-After", "1");

    brake.release();
    deliver().statusCode(200).body("outcome", equalTo("duplicate"));
  }

  private static ValidatableResponse deliver() {
    return sending(Api.JSON, view(Brake.CUSTOMER, "i1"))
        .header("Idempotency-Key", "k-1")
        .post(Api.EVENTS)
        .then();
  }

  @Test
  void bodyThatTakesTooLong_isGivenUp() throws IOException {
    try (Connection shop = Connection.post(Api.EVENTS, Api.JSON)) {
      shop.send("{");
      assertThat(shop.await("HTTP/1.1")).contains("408");
    }
  }
}
