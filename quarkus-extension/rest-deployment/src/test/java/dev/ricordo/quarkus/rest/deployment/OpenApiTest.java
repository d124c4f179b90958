package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.inMemory();

  @Test
  void document_namesWhatIsAnswered_andNothingElse() {
    Map<String, Map<String, Object>> paths = document().getMap("paths");

    assertThat(paths.keySet())
        .containsExactlyInAnyOrder(
            Api.EVENTS, Api.RECOMMENDATIONS, Api.RECOMMENDATIONS + "/live", Api.BECAUSE);
    paths.forEach(
        (path, operations) -> {
          String allowed =
              RestAssured.delete(path).then().statusCode(405).extract().header("Allow");
          Set<String> documented = new TreeSet<>();
          operations.keySet().forEach(method -> documented.add(method.toUpperCase(Locale.ROOT)));
          assertThat(String.join(", ", documented)).isEqualTo(allowed);
        });
  }

  @Test
  void everyReference_leadsSomewhere() {
    JsonPath document = document();
    Matcher references = Pattern.compile("#/components/(\\w+)/(\\w+)").matcher(text());
    Set<String> broken = new TreeSet<>();
    while (references.find()) {
      if (document.get("components." + references.group(1) + "." + references.group(2)) == null) {
        broken.add(references.group());
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDocumentedMember_isRead() {
    JsonPath document = document();
    requireRead(document, "RicordoEvent", Api.EVENTS, "\"customer\":\"c\",\"item\":\"i1\"");
    requireRead(
        document,
        "RicordoWhy",
        Api.BECAUSE,
        "\"customer\":\"c\",\"item\":\"i1\",\"slot\":\"home\"");
  }

  private static void requireRead(JsonPath document, String schema, String path, String required) {
    Map<String, Object> members = document.getMap("components.schemas." + schema + ".properties");
    assertThat(members).hasSizeGreaterThan(5);
    for (String member : members.keySet()) {
      if (!required.contains("\"" + member + "\"")) {
        String body = "{" + required + ",\"" + member + "\":{}}";
        requireProblem(sending(Api.JSON, body).post(path).then(), 400, "malformed")
            .body("detail", startsWith(member + ": must be "));
      }
    }
  }

  private static JsonPath document() {
    return new JsonPath(text());
  }

  private static String text() {
    return RestAssured.get("/q/openapi?format=json").then().statusCode(200).extract().asString();
  }
}
