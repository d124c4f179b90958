package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many customers' questions in one request. */
class QuestionStreamTest {

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.inMemory();

  @Inject Ricordo ricordo;

  @Test
  void everyQuestion_isAnsweredAsIfItWereAlone_andTheLastLineCounts() {
    for (int i = 0; i < 250; i++) {
      ricordo.observe(Event.viewed(CustomerId.of("c" + i), ItemId.of("i" + i % 5), Instant.EPOCH));
    }
    String questions =
        IntStream.range(0, 250)
            .mapToObj(i -> Api.question("c" + i))
            .collect(Collectors.joining("\n"));

    List<JsonPath> answers = stream(questions);

    assertThat(answers).hasSize(251);
    for (int i = 0; i < 250; i++) {
      Ranking alone = ricordo.recommend(CustomerId.of("c" + i), Slot.of("home"), 5);
      assertThat(answers.get(i).getInt("line")).isEqualTo(i + 1);
      assertThat(answers.get(i).getInt("position")).isEqualTo(1);
      assertThat(answers.get(i).<String>getList("items.item"))
          .isEqualTo(alone.items().stream().map(ItemId::value).toList());
      assertThat(answers.get(i).<Double>getList("items.score"))
          .isEqualTo(alone.answers().stream().map(Ranking.Answer::score).toList());
    }
    assertThat(answers.get(250).getInt("answered")).isEqualTo(250);
    assertThat(answers.get(250).getInt("refused")).isZero();
  }

  @Test
  void wrongQuestions_areNamedAndLoseNoOther() {
    List<JsonPath> answers =
        stream(
            String.join(
                "\n",
                Api.question("anna"),
                "{oops",
                "{\"customer\":\"bert\",\"slot\":\"home\",\"count\":0}",
                "{\"customer\":\"" + "x".repeat(17_000) + "\",\"slot\":\"home\"}",
                Api.question("cleo")));

    assertThat(answers.stream().map(a -> a.getString("outcome")).limit(5))
        .containsExactly(null, "refused", "refused", "refused", null);
    assertThat(answers.get(1).getInt("problem.status")).isEqualTo(400);
    assertThat(answers.get(2).getString("problem.field")).isEqualTo("count");
    assertThat(answers.get(3).getInt("problem.status")).isEqualTo(413);
    assertThat(answers.get(5).getInt("answered")).isEqualTo(2);
    assertThat(answers.get(5).getInt("refused")).isEqualTo(3);
  }

  @Test
  void nobodyIsNamedInAnAnswer() {
    assertThat(text(Api.question("dora-of-the-garden"))).doesNotContain("dora");
  }

  @Test
  void question_isAnsweredBeforeTheNextIsSent() throws IOException {
    try (Connection desk = Connection.post(Api.RECOMMENDATIONS, Api.LINES)) {
      desk.send(Api.question("emil") + "\n");
      assertThat(desk.await("line")).contains("\"line\":1,\"slot\":\"home\",\"position\":0");

      Api.observe(view("emil", "i1")).statusCode(200);
      desk.send(Api.question("emil") + "\n");
      assertThat(desk.await("line")).contains("\"line\":2,\"slot\":\"home\",\"position\":1");

      desk.end();
      assertThat(desk.await("answered")).contains("\"answered\":2");
    }
  }

  @Test
  void linesWhereOneQuestionIsExpected_areRefused() {
    requireProblem(
        sending(Api.LINES, Api.question("fred")).post(Api.BECAUSE).then(), 415, "media-type");
  }

  private static List<JsonPath> stream(String lines) {
    JsonPathConfig exact =
        JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE);
    return text(lines).lines().map(line -> new JsonPath(line).using(exact)).toList();
  }

  private static String text(String lines) {
    return sending(Api.LINES, lines)
        .post(Api.RECOMMENDATIONS)
        .then()
        .statusCode(200)
        .contentType(Api.LINES)
        .extract()
        .asString();
  }
}
