package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database stops and comes back while the application serves. */
class OutageTest {

  private static final int PORT = Server.freePort();
  private static final int IN_FLIGHT = 8;

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase(Server.class)
          .overrideRuntimeConfigKey(Server.PORT, String.valueOf(PORT))
          .overrideConfigKey(
              "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + PORT + "/postgres")
          .overrideConfigKey("quarkus.datasource.username", "postgres")
          .overrideConfigKey("quarkus.datasource.password", "postgres")
          .overrideConfigKey("quarkus.datasource.jdbc.acquisition-timeout", "0.2S")
          .overrideRuntimeConfigKey("ricordo.vault.folder", Server.newVault().toString())
          .overrideRuntimeConfigKey("ricordo.rest.in-flight", String.valueOf(IN_FLIGHT))
          .overrideRuntimeConfigKey("ricordo.rest.timeout", "1M");

  @Inject Server server;

  /** Held back or not, what it left is read away by the server once the answer has ended. */
  @Test
  void streamThatStops_leavesItsConnectionToTheNextRequest() throws IOException {
    server.stop();
    try (Connection shop = Connection.post(Api.EVENTS, Api.LINES)) {
      shop.send((view("carl", "i1") + "\n").repeat(40_000));
      shop.end();
      assertThat(shop.await("HTTP/1.1")).contains("503");

      shop.begin(Api.EVENTS, Api.LINES);
      shop.end();
      assertThat(shop.await("HTTP/1.1")).contains("200");
    } finally {
      server.start();
    }
  }

  @Test
  void answersGoOn_eventsAreToldToComeAgain_andNothingIsHalfWritten() {
    deliver("1", view("anna", "i1")).statusCode(200);
    List<String> warm = Api.recommended("anna");

    server.stop();
    requireProblem(deliver("2", view("anna", "i2")), 503, "store").header("Retry-After", "1");
    requireProblem(deliver(Api.LINES, "3", view("anna", "i3")), 503, "store");
    assertThat(Api.recommended("anna")).isEqualTo(warm);
    requireProblem(Api.recommend("bert"), 503, "store");
    askingForAStranger_losesNobodyElse(warm);
    whileEventsKeepComing(() -> assertThat(Api.recommended("anna")).isEqualTo(warm));

    server.start();
    deliver("2", view("anna", "i2"))
        .statusCode(200)
        .body("outcome", equalTo("learned"))
        .body("position", equalTo(2));
    deliver("2", view("anna", "i2")).body("outcome", equalTo("duplicate"));
    deliver(Api.LINES, "3", view("anna", "i3")).statusCode(200);
    assertThat(Api.position("anna")).isEqualTo(3);
  }

  private static void askingForAStranger_losesNobodyElse(List<String> warm) {
    String questions =
        String.join("\n", Api.question("anna"), Api.question("bert"), Api.question("anna"));
    List<JsonPath> answers =
        sending(Api.LINES, questions)
            .post(Api.RECOMMENDATIONS)
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .lines()
            .map(JsonPath::new)
            .toList();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).<String>getList("items.item")).isEqualTo(warm);
    assertThat(answers.get(1).getString("problem.type")).endsWith("store");
    assertThat(answers.get(2).<String>getList("items.item")).isEqualTo(warm);
    assertThat(answers.get(3).getInt("answered")).isEqualTo(2);
    assertThat(answers.get(3).getInt("refused")).isEqualTo(1);
  }

  /** More events at a time than requests are worked on, each of which waits for the database. */
  private static void whileEventsKeepComing(Runnable question) {
    AtomicBoolean enough = new AtomicBoolean();
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 2 * IN_FLIGHT)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!enough.get()) {
                            Api.observe(view("client" + client, "i1")).statusCode(503);
                          }
                        },
                        task -> new Thread(task).start()))
            .toList();
    try {
      for (int time = 0; time < 40; time++) {
        question.run();
      }
    } finally {
      enough.set(true);
    }
    clients.forEach(CompletableFuture::join);
  }

  private static ValidatableResponse deliver(String number, String event) {
    return deliver(Api.JSON, number, event);
  }

  private static ValidatableResponse deliver(String mediaType, String number, String event) {
    return sending(mediaType, event).header("Idempotency-Key", number).post(Api.EVENTS).then();
  }
}
