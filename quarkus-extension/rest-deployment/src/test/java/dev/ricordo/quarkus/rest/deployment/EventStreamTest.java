package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventStreamTest {

  private static final int MIB = 1 << 20;

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.max-batch", "100")
          .overrideRuntimeConfigKey("quarkus.http.limits.max-body-size", "12M");

  @Test
  void everyLine_isAnswered_andTheLastOneCounts() {
    List<JsonPath> answers = stream(view("anna", "i1") + "\n" + view("anna", "i2") + "\n");

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).getInt("line")).isEqualTo(1);
    assertThat(answers.get(0).getString("outcome")).isEqualTo("learned");
    assertThat(answers.get(1).getInt("position")).isEqualTo(2);
    assertThat(answers.get(2).getInt("learned")).isEqualTo(2);
    assertThat(answers.get(2).getInt("withheld")).isZero();
    assertThat(answers.get(2).getInt("refused")).isZero();
  }

  @Test
  void wrongLines_areNamedAndLoseNoOther() {
    String lines =
        String.join(
            "\n",
            view("bert", "i1"),
            "{oops",
            view("bert", "no-such"),
            "{\"customer\":\"bert\",\"item\":\"i1\",\"at\":\"2030-01-01T00:00:00Z\"}",
            "{\"customer\":\"" + "x".repeat(17_000) + "\",\"item\":\"i1\"}",
            view("bert", "i2"));

    List<JsonPath> answers = stream(lines);

    assertThat(answers.stream().map(a -> a.getString("outcome")).limit(6))
        .containsExactly("learned", "refused", "refused", "refused", "refused", "learned");
    assertThat(answers.stream().map(a -> a.getInt("line")).limit(6))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(answers.get(1).getInt("problem.status")).isEqualTo(400);
    assertThat(answers.get(2).getString("problem.field")).isEqualTo("item");
    assertThat(answers.get(2).<Object>get("problem.index")).isNull();
    assertThat(answers.get(3).getString("problem.field")).isEqualTo("at");
    assertThat(answers.get(4).getInt("problem.status")).isEqualTo(413);
    assertThat(answers.get(6).getInt("refused")).isEqualTo(4);
    assertThat(Api.position("bert")).isEqualTo(2);
  }

  @Test
  void invalidUtf8_spoilsItsLineAlone() {
    byte[] lines =
        (view("cleo", "i1") + "\n" + view("cleo", "i2")).getBytes(StandardCharsets.UTF_8);
    lines[14] = (byte) 0xc0;

    List<JsonPath> answers = streamBytes(lines);

    assertThat(answers.get(0).getString("problem.detail"))
        .isEqualTo("body: is not UTF-8 at byte 14");
    assertThat(answers.get(1).getString("outcome")).isEqualTo("learned");
  }

  @Test
  void blankLines_countButAreNotAnswered() {
    List<JsonPath> answers = stream("\n  \r\n" + view("dora", "i1") + "\r\n\n");

    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).getInt("line")).isEqualTo(3);
  }

  @Test
  void emptyBody_isAnsweredWithItsCounts() {
    assertThat(stream("")).hasSize(1);
  }

  @Test
  void line_isLearnedAndAnsweredBeforeTheNextIsSent() throws IOException {
    try (Connection shop = Connection.post(Api.EVENTS, Api.LINES)) {
      shop.send(view("emil", "i1") + "\n" + view("emil", "i2").substring(0, 9));
      assertThat(shop.await("line")).contains("\"line\":1,\"outcome\":\"learned\"");
      assertThat(Api.position("emil")).isEqualTo(1);

      shop.send(view("emil", "i2").substring(9) + "\n");
      assertThat(shop.await("line")).contains("\"line\":2,\"outcome\":\"learned\"");

      shop.end();
      assertThat(shop.await("refused")).contains("\"learned\":2");
    }
  }

  @Test
  void tenMebibytes_areLearnedToTheLastLine() {
    String line = view("fred", "i1") + " ".repeat(4000) + "\n";
    int lines = 10 * MIB / line.length();

    List<JsonPath> answers = stream(line.repeat(lines));

    assertThat(answers).hasSize(lines + 1);
    assertThat(answers.get(lines).getInt("learned")).isEqualTo(lines);
    assertThat(Api.position("fred")).isEqualTo(lines);
  }

  @Test
  void announcedBodyBeyondTheServersLimit_isRefused() {
    requireProblem(
        sending(Api.LINES, " ".repeat(13 * MIB)).post(Api.EVENTS).then(), 413, "too-large");
  }

  private static List<JsonPath> stream(String lines) {
    return streamBytes(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonPath> streamBytes(byte[] lines) {
    String answer =
        sending(Api.LINES, lines)
            .post(Api.EVENTS)
            .then()
            .statusCode(200)
            .contentType(Api.LINES)
            .extract()
            .asString();
    List<JsonPath> answers = new ArrayList<>();
    answer.lines().forEach(text -> answers.add(new JsonPath(text)));
    return answers;
  }
}
