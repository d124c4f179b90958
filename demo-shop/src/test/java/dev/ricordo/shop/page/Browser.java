package dev.ricordo.shop.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A browser without JavaScript: keeps cookies and sends forms. */
final class Browser {

  static final String VISITOR = "lumaca-visitor";

  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

  private final Map<String, String> cookies = new HashMap<>();

  /** One that has the same cookies, as if what this one is told from now on never arrived. */
  Browser unaware() {
    Browser twin = new Browser();
    twin.cookies.putAll(cookies);
    return twin;
  }

  String visitor() {
    return cookies.getOrDefault(VISITOR, "");
  }

  /** As if the answers since then had been lost on their way. */
  void goBackTo(String visitor) {
    cookies.clear();
    cookies.put(VISITOR, visitor);
  }

  /** As browsers do when a session's time is up. */
  void loseSession() {
    cookies.keySet().removeIf(name -> name.startsWith("q_session"));
  }

  /** As if another start of the identity service had signed it. */
  void spoilSession() {
    cookies.replaceAll((name, value) -> name.startsWith("q_session") ? "spoilt" : value);
  }

  boolean hasSession() {
    return cookies.keySet().stream().anyMatch(name -> name.startsWith("q_session"));
  }

  Response get(String address) {
    return kept(request().urlEncodingEnabled(false).get(address));
  }

  /** The page at an address of the shop. */
  String page(String address) {
    return get(address).then().statusCode(200).extract().asString();
  }

  /** The page to which an answer leads. */
  String follow(Response answer) {
    Response last = answer;
    while (last.header("Location") != null) {
      last = get(last.header("Location"));
    }
    return last.then().statusCode(200).extract().asString();
  }

  /**
   * Sends the form of a page.
   *
   * @param others names and values of fields that are sent too, or instead
   */
  Response press(String page, String action, String... others) {
    Map<String, String> fields = form(page, action);
    for (int i = 0; i < others.length; i += 2) {
      fields.put(others[i], others[i + 1]);
    }
    return kept(request().formParams(fields).post(action));
  }

  /** What the first form of a page that leads there sends, as far as it is hidden. */
  static Map<String, String> form(String page, String action) {
    int begin = page.indexOf("action=\"" + action + "\"");
    assertThat(begin).as(action).isPositive();
    Map<String, String> fields = new HashMap<>();
    HIDDEN
        .matcher(page.substring(begin, page.indexOf("</form>", begin)))
        .results()
        .forEach(field -> fields.put(field.group(1), field.group(2)));
    return fields;
  }

  Response kept(Response answer) {
    cookies.putAll(answer.cookies());
    cookies.values().removeIf(String::isEmpty);
    return answer;
  }

  RequestSpecification request() {
    return given().cookies(cookies).redirects().follow(false);
  }
}
