package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.observe;
import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.inMemory();

  @Test
  void eventSentAgainUnderItsKey_countsOnce() {
    deliver(Api.JSON, "k-1", view("anna", "i1")).body("outcome", equalTo("learned"));
    deliver(Api.JSON, "k-1", view("anna", "i1")).body("outcome", equalTo("duplicate"));

    assertThat(Api.position("anna")).isEqualTo(1);
  }

  @Test
  void batchSentAgainUnderItsKey_countsOnce() {
    String batch = "[" + view("bert", "i1") + "," + view("bert", "i2") + "]";
    deliver(Api.JSON, "k-2", batch)
        .body("outcomes.outcome", equalTo(List.of("learned", "learned")));
    deliver(Api.JSON, "k-2", batch)
        .body("outcomes.outcome", equalTo(List.of("duplicate", "duplicate")));

    assertThat(Api.position("bert")).isEqualTo(2);
  }

  @Test
  void batchSentAgainAsLines_countsOnce() {
    String first = view("cleo", "i1");
    String second = view("cleo", "i2");
    deliver(Api.JSON, "k-3", "[" + first + "," + second + "]");
    deliver(Api.LINES, "k-3", first + "\n" + second + "\n");

    assertThat(Api.position("cleo")).isEqualTo(2);
  }

  @Test
  void lineLeftBlank_isNotSent_andTheOthersKeepTheirIds() {
    deliver(Api.LINES, "k-7", view("hugo", "no-such") + "\n" + view("hugo", "i1"));
    deliver(Api.LINES, "k-7", "\n" + view("hugo", "i1") + "\n" + view("hugo", "i2"));

    assertThat(Api.position("hugo")).isEqualTo(2);
  }

  @Test
  void idInTheBody_countsOnceUnderAnyKey() {
    String event = "{\"id\":\"e-1\",\"customer\":\"dora\",\"item\":\"i1\"}";
    deliver(Api.JSON, "k-4", event).body("outcome", equalTo("learned"));
    deliver(Api.JSON, "k-5", event).body("outcome", equalTo("duplicate"));
    observe(event).body("outcome", equalTo("duplicate"));
  }

  @Test
  void eventWithoutIdAndKey_countsEachTime() {
    observe(view("emil", "i1"));
    observe(view("emil", "i1"));

    assertThat(Api.position("emil")).isEqualTo(2);
  }

  @Test
  void keyInQuotationMarks_isTheSameKey() {
    deliver(Api.JSON, "\"k-6\"", view("fred", "i1")).body("outcome", equalTo("learned"));
    deliver(Api.JSON, "k-6", view("fred", "i1")).body("outcome", equalTo("duplicate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "two words", "z\u00fcrich"})
  void unusableKey_isRefused(String key) {
    requireProblem(send(Api.JSON, key, view("gina", "i1")), 400, "malformed")
        .body("field", equalTo("Idempotency-Key"));
  }

  @Test
  void keyThatIsTooLong_isRefused() {
    requireProblem(send(Api.JSON, "k".repeat(151), view("gina", "i1")), 400, "malformed")
        .body("field", equalTo("Idempotency-Key"));
  }

  private static ValidatableResponse deliver(String mediaType, String key, String body) {
    return send(mediaType, key, body).statusCode(200);
  }

  private static ValidatableResponse send(String mediaType, String key, String body) {
    return sending(mediaType, body).header("Idempotency-Key", key).post(Api.EVENTS).then();
  }
}
