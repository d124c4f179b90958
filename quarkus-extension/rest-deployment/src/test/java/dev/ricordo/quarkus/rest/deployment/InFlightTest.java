package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InFlightTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory(Brake.class)
          .overrideRuntimeConfigKey("ricordo.rest.in-flight", "1")
          .overrideRuntimeConfigKey("ricordo.rest.retry-after", "7S")
          .overrideRuntimeConfigKey("ricordo.rest.timeout", "5M");

  @Inject Brake brake;

  @Test
  void requestBeyondTheBound_isToldToComeAgain() throws Exception {
    CompletableFuture<Integer> held =
        CompletableFuture.supplyAsync(
            () -> Api.observe(view(Brake.CUSTOMER, "i1")).extract().statusCode());
    brake.awaitArrival();

    requireProblem(Api.observe(view("anna", "i1")), 503, "busy").header("Retry-After", "7");

    brake.release();
    assertThat(held.get()).isEqualTo(200);
    Api.observe(view("anna", "i1")).statusCode(200);
    assertThat(Api.position("anna")).isEqualTo(1);
  }
}
