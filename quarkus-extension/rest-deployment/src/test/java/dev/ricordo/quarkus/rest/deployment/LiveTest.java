package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.observe;
import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveTest {

  private static final String LIVE = "/api/recommendations/live";

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.live.keep-alive", "0.1S")
          .overrideRuntimeConfigKey("ricordo.rest.live.max-streams", "1");

  @Inject Ricordo ricordo;

  @Test
  void everyChangeOfTheMemory_isAnsweredAnew() throws IOException {
    CustomerId anna = CustomerId.of("anna");
    try (Connection page = follow("anna")) {
      assertThat(ranking(page, 0).getList("items")).hasSize(5);

      observe(view("anna", "i3")).statusCode(200);
      assertThat(ranking(page, 1).<String>getList("items.item")).isEqualTo(Api.recommended("anna"));

      observe(view("bert", "i3")).statusCode(200);
      ricordo.observe(Event.viewed(anna, ItemId.of("i4"), Applications.NOON));
      assertThat(ranking(page, 2).getString("slot")).isEqualTo("home");

      ricordo.forget(anna);
      assertThat(ranking(page, 0).getList("items")).hasSize(5);
    }
  }

  @Test
  void quietStream_isKeptAlive_andCountsAmongThoseThatAreOpen() throws IOException {
    try (Connection page = follow("cleo")) {
      page.await(": keep-alive");
      page.await(": keep-alive");

      requireProblem(
          given().header("Ricordo-Customer", "cleo").get(LIVE + "?slot=home").then(), 503, "busy");
    }
  }

  @Test
  void wrongQuestion_isRefusedBeforeAnythingIsSent() {
    requireProblem(
            given().header("Ricordo-Customer", "dora").get(LIVE + "?count=3").then(),
            400,
            "malformed")
        .body("field", equalTo("slot"));
  }

  private static Connection follow(String customer) throws IOException {
    Connection page = Connection.post(LIVE, Api.JSON);
    page.send(Api.question(customer));
    page.end();
    assertThat(page.await("HTTP/1.1")).contains("200");
    return page;
  }

  private static JsonPath ranking(Connection page, int position) throws IOException {
    assertThat(page.await("id: ")).isEqualTo("id: " + position);
    assertThat(page.await("event: ")).isEqualTo("event: ranking");
    return new JsonPath(page.await("data: ").substring("data: ".length()));
  }
}
