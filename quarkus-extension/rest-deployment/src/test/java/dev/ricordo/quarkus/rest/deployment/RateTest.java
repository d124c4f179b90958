package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.rate.per-second", "1")
          .overrideRuntimeConfigKey("ricordo.rest.rate.burst", "2")
          .overrideRuntimeConfigKey("ricordo.rest.rate.client-header", "X-Client")
          .overrideRuntimeConfigKey("quarkus.http.proxy.proxy-address-forwarding", "true");

  /** A thousand events at one a second: a debt that no test outlives. */
  private static final String LARGE =
      "[" + String.join(",", Collections.nCopies(1000, view("anna", "i1"))) + "]";

  @Test
  void clientThatOwes_isToldWhenToComeAgain_andOthersAreServed() {
    ask("greedy", LARGE).statusCode(200);

    String seconds =
        requireProblem(ask("greedy", view("anna", "i1")), 429, "rate")
            .extract()
            .header("Retry-After");

    assertThat(Integer.parseInt(seconds)).isBetween(1, 1000);
    ask("modest", view("anna", "i1")).statusCode(200);
  }

  @Test
  void withoutTheHeader_theAddressIsTheClient() {
    sending(Api.JSON, LARGE).post(Api.EVENTS).then().statusCode(200);

    requireProblem(Api.recommend("anna"), 429, "rate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "_gateway", "203.0.113.7"})
  void clientThatAProxyGivesNoAddressOf_isServedUnderItsName(String forwarded) {
    forward(forwarded, LARGE).statusCode(200);

    requireProblem(forward(forwarded, view("anna", "i1")), 429, "rate");
  }

  private static ValidatableResponse forward(String client, String body) {
    return sending(Api.JSON, body).header("X-Forwarded-For", client).post(Api.EVENTS).then();
  }

  private static ValidatableResponse ask(String client, String body) {
    return sending(Api.JSON, body).header("X-Client", client).post(Api.EVENTS).then();
  }
}
