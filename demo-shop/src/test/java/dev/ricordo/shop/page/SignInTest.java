package dev.ricordo.shop.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Signing in and out at the identity service of development. Each test signs in people of its own.
 */
@QuarkusTest
class SignInTest {

  private static final String VISITOR = "lumaca-visitor";
  private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("type='hidden' name='(\\w+)' value='([^']*)'");

  private final Map<String, String> cookies = new HashMap<>();

  @Test
  void whoSignsIn_takesAlongWhatTheBrowserRemembered() {
    String visitor = lookAround();
    assertThat(signIn("carol")).contains("1 event, moved into your account");
    assertThat(cookies.get(VISITOR)).isNotEqualTo(visitor);
  }

  @Test
  void browserThatNeverHeardOfItsNewNumber_isAStranger() {
    String visitor = lookAround();
    signIn("dave");
    goBackTo(visitor);
    assertThat(follow(get("/memory"))).contains("You are not signed in", "Nothing at all");
    assertThat(cookies.get(VISITOR)).isNotEqualTo(visitor);
  }

  @Test
  void browserThatNeverHeardOfItsNewNumber_letsSomebodyElseSignIn() {
    String visitor = lookAround();
    signIn("erin");
    goBackTo(visitor);
    assertThat(signIn("frank")).contains("You are signed in as Frank", "Nothing at all");
    assertThat(cookies.get(VISITOR)).isNotEqualTo(visitor);
  }

  @Test
  void whoSignsOut_isSignedOutAtTheIdentityServiceToo() {
    String token = TOKEN.matcher(signIn("gina")).results().findFirst().orElseThrow().group(1);
    Response out = kept(browser().formParam("form", token).post("/sign-out"));
    String there = out.header("Refresh").replace("0; url=", "");
    assertThat(there).contains("/logout?client_id=").doesNotContain("id_token");
    assertThat(out.asString()).contains("href=\"" + there.replace("&", "&amp;") + "\"");
    assertThat(follow(get(there))).contains("For you", "Sign in");
    assertThat(follow(get("/memory"))).contains("You are not signed in");
  }

  private String lookAround() {
    get("/products/vases-01").then().statusCode(200);
    return cookies.getOrDefault(VISITOR, "");
  }

  private String signIn(String name) {
    String service = get("/sign-in").header("Location");
    Map<String, String> fields = new HashMap<>(Map.of("name", name, "roles", "user"));
    HIDDEN
        .matcher(get(service).asString())
        .results()
        .forEach(field -> fields.put(field.group(1), field.group(2)));
    return follow(
        browser().formParams(fields).post(URI.create(service).resolve("/login").toString()));
  }

  /** As if the answers since then had been lost on their way. */
  private void goBackTo(String visitor) {
    cookies.clear();
    cookies.put(VISITOR, visitor);
  }

  private String follow(Response answer) {
    Response last = answer;
    while (last.header("Location") != null) {
      last = get(last.header("Location"));
    }
    return last.then().statusCode(200).extract().asString();
  }

  private Response get(String address) {
    return kept(browser().urlEncodingEnabled(false).get(address));
  }

  private Response kept(Response answer) {
    cookies.putAll(answer.cookies());
    cookies.values().removeIf(String::isEmpty);
    return answer;
  }

  private RequestSpecification browser() {
    return given().cookies(cookies).redirects().follow(false);
  }
}
