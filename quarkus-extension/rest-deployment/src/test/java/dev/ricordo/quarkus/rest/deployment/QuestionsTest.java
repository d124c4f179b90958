package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.observe;
import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.ricordo.Because;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory().overrideRuntimeConfigKey("ricordo.rest.max-count", "20");

  @Inject Ricordo ricordo;

  @Test
  void ranking_isTheOneTheSdkGives() {
    observe(view("anna", "i3")).statusCode(200);
    Ranking expected = ricordo.recommend(CustomerId.of("anna"), Slot.of("home"), 5);

    JsonPath answer = exact(Api.recommend("anna"));

    Ranking.Answer first = expected.answers().get(0);
    assertThat(answer.<String>getList("items.item"))
        .isEqualTo(expected.items().stream().map(ItemId::value).toList());
    assertThat(answer.getLong("position")).isEqualTo(1);
    assertThat(answer.getString("slot")).isEqualTo("home");
    assertThat(answer.getString("at")).isEqualTo(expected.at().toString());
    assertThat(answer.getInt("items[0].rank")).isEqualTo(1);
    assertThat(answer.getDouble("items[0].score")).isEqualTo(first.score());
    assertThat(answer.getDouble("items[0].levels.own")).isEqualTo(first.levels().own());
    assertThat(answer.getDouble("items[0].levels.collective"))
        .isEqualTo(first.levels().collective());
    assertThat(answer.getDouble("items[0].levels.repeats")).isEqualTo(first.levels().repeats());
  }

  @Test
  void ranking_namesNoCustomerAndIsKeptByNobody() {
    Api.recommend("secret-name")
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body(not(containsString("secret-name")));
  }

  @Test
  void excludedItems_areLeftOut() {
    List<String> all = Api.recommended("bert");

    List<String> rest =
        sending(
                Api.JSON,
                """
                {"customer":"bert","slot":"home","count":5,"exclude":["%s"]}
                """
                    .formatted(all.get(0)))
            .post(Api.RECOMMENDATIONS)
            .then()
            .statusCode(200)
            .extract()
            .path("items.item");

    assertThat(rest).hasSize(5).doesNotContain(all.get(0)).startsWith(all.get(1));
  }

  @Test
  void get_takesTheCustomerFromTheHeader() {
    observe(view("cleo", "i3")).statusCode(200);

    get("cleo", "slot=home&count=5")
        .statusCode(200)
        .body("items.item", equalTo(Api.recommended("cleo")));
  }

  @Test
  void getWithoutACount_recommendsTwelve() {
    get("dora", "slot=home").statusCode(200).body("items", hasSize(12));
  }

  @Test
  void get_leavesOutWhatItsUrlRepeats() {
    List<String> all = Api.recommended("emil");

    get("emil", "slot=home&count=3&exclude=" + all.get(0) + "&exclude=" + all.get(1))
        .statusCode(200)
        .body("items.item", equalTo(all.subList(2, 5)));
  }

  @Test
  void customerInTheUrl_isRefusedWithWhatToDoInstead() {
    requireProblem(
            given().get(Api.RECOMMENDATIONS + "?customer=secret&slot=home").then(),
            400,
            "malformed")
        .body("field", equalTo("customer"))
        .body("detail", containsString("Ricordo-Customer"))
        .body("detail", not(containsString("secret")));
  }

  @Test
  void customerInAHeaderThatIsNotAscii_isRefused() {
    requireProblem(get("z\u00fcrich", "slot=home"), 400, "malformed")
        .body("field", equalTo("customer"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slot=home&count=0           | 422 | invalid   | count",
        "slot=home&count=21          | 422 | invalid   | count",
        "slot=home&count=many        | 400 | malformed | count",
        "slot=home&count=99999999999 | 400 | malformed | count",
        "count=5                     | 400 | malformed | slot",
        "slot=                       | 422 | invalid   | slot",
        "slot=a&slot=b               | 400 | malformed | slot",
        "slot=home&colour=red        | 400 | malformed | colour",
      })
  void wrongParameter_isNamed(String query, int status, String kind, String field) {
    requireProblem(get("fred", query), status, kind).body("field", equalTo(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%zz"})
  void badlyEscapedQuery_isTurnedDownByTheServer_withoutAWord(String escape) throws IOException {
    String query = "?slot=home&customer=secret&category=100" + escape;
    try (Connection page = Connection.get(Api.RECOMMENDATIONS + query)) {
      assertThat(page.await("HTTP/1.1")).contains("400");
      assertThat(page.await("content-length")).isEqualTo("content-length: 0");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"slot\":\"home\"}                                        | 400 | malformed | customer",
        "{\"customer\":\"c\",\"slot\":\"\"}                         | 422 | invalid   | slot",
        "{\"customer\":\"c\",\"slot\":\"home\",\"count\":1.5}       | 400 | malformed | count",
        "{\"customer\":\"c\",\"slot\":\"home\",\"count\":1e10}      | 400 | malformed | count",
        "{\"customer\":\"c\",\"slot\":\"home\",\"count\":4294967297}| 400 | malformed | count",
        "{\"customer\":\"c\",\"slot\":\"home\",\"exclude\":\"i1\"}  | 400 | malformed | exclude",
        "{\"customer\":\"c\",\"slot\":\"home\",\"exclude\":[1]}     | 400 | malformed | exclude",
        "{\"customer\":\"c\",\"slot\":\"home\",\"item\":\"i1\"}     | 400 | malformed | item",
      })
  void wrongMember_isNamed(String question, int status, String kind, String field) {
    requireProblem(sending(Api.JSON, question).post(Api.RECOMMENDATIONS).then(), status, kind)
        .body("field", equalTo(field));
  }

  @Test
  void because_isTheOneTheSdkGives() {
    observe("[" + view("gina", "i3") + "," + view("gina", "i4") + "]").statusCode(200);
    Ranking ranking = ricordo.recommend(CustomerId.of("gina"), Slot.of("home"), 5);
    ItemId first = ranking.items().get(0);
    Because expected = ricordo.because(ranking, first);

    JsonPath answer = exact(why("gina", first.value()));

    assertThat(answer.getString("item")).isEqualTo(first.value());
    assertThat(answer.getInt("rank")).isEqualTo(1);
    assertThat(answer.getDouble("score")).isEqualTo(expected.score());
    assertThat(answer.getInt("cost.replays")).isEqualTo(expected.cost().replays());
    assertThat(answer.<String>getList("causes.item"))
        .isEqualTo(expected.causes().stream().map(c -> c.event().item().value()).toList());
    assertThat(answer.<String>getList("memory.level"))
        .isEqualTo(expected.memory().stream().map(Because.OwnLevel::level).toList());
    assertThat(answer.getDouble("memory[0].effectTotal"))
        .isEqualTo(expected.memory().get(0).effectTotal())
        .isNotZero();
    assertThat(answer.getDouble("causes[0].effectTotal"))
        .isEqualTo(expected.causes().get(0).effectTotal());
    assertThat(Set.copyOf(answer.<String>getList("causes.kind"))).isEqualTo(Set.of("view"));
  }

  @Test
  void becauseByGet_saysTheSame() {
    observe(view("hugo", "i3")).statusCode(200);
    String first = Api.recommended("hugo").get(0);

    given()
        .header("Ricordo-Customer", "hugo")
        .get(Api.BECAUSE + "?slot=home&count=5&item=" + first)
        .then()
        .statusCode(200)
        .body("causes.item", equalTo(List.of("i3")));
  }

  @Test
  void becauseOfWhatIsNotRecommended_isRefused() {
    requireProblem(why("ines", "no-such"), 422, "invalid")
        .body("field", equalTo("item"))
        .body("detail", equalTo("item: \"no-such\" is not in the ranking"));
  }

  @Test
  void becauseOfNothing_isRefused() {
    requireProblem(
            sending(Api.JSON, Api.question("jana")).post(Api.BECAUSE).then(), 400, "malformed")
        .body("field", equalTo("item"));
  }

  /** With every digit of its numbers. */
  private static JsonPath exact(ValidatableResponse answer) {
    return answer
        .statusCode(200)
        .extract()
        .jsonPath()
        .using(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE));
  }

  private static ValidatableResponse why(String customer, String item) {
    String question =
        """
        {"customer":"%s","slot":"home","count":5,"item":"%s"}
        """
            .formatted(customer, item);
    return sending(Api.JSON, question).post(Api.BECAUSE).then();
  }

  private static ValidatableResponse get(String customer, String query) {
    return given()
        .header("Ricordo-Customer", customer)
        .get(Api.RECOMMENDATIONS + "?" + query)
        .then();
  }
}
