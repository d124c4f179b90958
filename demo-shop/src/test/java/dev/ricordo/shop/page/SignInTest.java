package dev.ricordo.shop.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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

  private static final Pattern HIDDEN =
      Pattern.compile("type='hidden' name='(\\w+)' value='([^']*)'");
  private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

  private final Browser browser = new Browser();

  @Test
  void whoSignsIn_takesAlongWhatTheBrowserRemembered() {
    String visitor = lookAround();
    assertThat(signIn("carol")).contains("1 event, moved into your account");
    assertThat(browser.visitor()).isNotEqualTo(visitor);
  }

  @Test
  void browserThatNeverHeardOfItsNewNumber_isAStranger() {
    String visitor = lookAround();
    signIn("dave");
    browser.goBackTo(visitor);
    assertThat(browser.page("/memory")).contains("You are not signed in", "Nothing at all");
    assertThat(browser.visitor()).isNotEqualTo(visitor);
  }

  @Test
  void browserThatNeverHeardOfItsNewNumber_letsSomebodyElseSignIn() {
    String visitor = lookAround();
    signIn("erin");
    browser.goBackTo(visitor);
    assertThat(signIn("frank")).contains("You are signed in as Frank", "Nothing at all");
    assertThat(browser.visitor()).isNotEqualTo(visitor);
  }

  @Test
  void whoSignsOut_isSignedOutAtTheIdentityServiceToo() {
    Response out = browser.press(signIn("gina"), "/sign-out");
    String there = identityService(out);
    assertThat(there).contains("/logout?client_id=").doesNotContain("id_token");
    assertThat(out.asString()).contains("href=\"" + there.replace("&", "&amp;") + "\"");
    assertThat(browser.follow(browser.get(there)))
        .contains("For you", "Sign in")
        .doesNotContain("Your session has ended");
    assertThat(browser.page("/memory")).contains("You are not signed in");
  }

  @Test
  void whoSignsOutOfASessionThatIsOver_isSignedOutAtTheIdentityServiceToo() {
    String page = signIn("heidi");
    browser.loseSession();
    assertThat(identityService(browser.press(page, "/sign-out"))).contains("/logout?client_id=");
    assertThat(browser.page("/")).doesNotContain("Your session has ended");
  }

  private static String identityService(Response signedOut) {
    return signedOut.then().statusCode(200).extract().header("Refresh").replace("0; url=", "");
  }

  @Test
  void sessionThatEnded_isSaidOnce() {
    signIn("ivan");
    browser.loseSession();
    assertThat(browser.page("/")).contains("Your session has ended");
    assertThat(browser.page("/")).doesNotContain("Your session has ended");
  }

  @Test
  void sessionThatIsWorthNothing_isSaidAndTakenBack() {
    signIn("judy");
    browser.spoilSession();
    assertThat(browser.page("/")).contains("Your session has ended", "Sign in");
    assertThat(browser.hasSession()).isFalse();
  }

  @Test
  void formToForgetAnAccount_destroysNothingOnceTheSessionIsOver() {
    lookAround();
    signIn("karl");
    String confirmation = browser.page("/memory/forget");
    assertThat(confirmation).contains("We will destroy 1 event");
    browser.loseSession();
    assertThat(browser.follow(browser.press(confirmation, "/memory/forget")))
        .contains("Nothing was deleted just now", "Your session has ended", "nothing to forget");
    assertThat(signIn("karl")).contains("1 event<");
  }

  @Test
  void formToForgetAnAccount_destroysNothingOfWhoeverIsSignedInNow() {
    signIn("liam");
    lookAround();
    String confirmation = browser.page("/memory/forget");
    browser.loseSession();
    signIn("mona");
    lookAround();
    assertThat(browser.follow(browser.press(confirmation, "/memory/forget")))
        .contains("Nothing was deleted just now", "the account that you are signed in to now");
    assertThat(browser.page("/memory")).contains("You are signed in as Mona", "1 event<");
  }

  @Test
  void signInThatIsCancelled_endsOnAPageThatLeadsBack() {
    String state = state(browser.get("/sign-in"));
    assertThat(browser.follow(browser.get("/sign-in?error=access_denied&state=" + state)))
        .contains("You were not signed in", "Try again");
  }

  @Test
  void signInThatFails_endsOnAPageThatLeadsBack() {
    String state = state(browser.get("/sign-in"));
    notSignedIn(browser.get("/sign-in?code=nonsense&state=" + state));
  }

  @Test
  void signInThatTookTooLong_endsOnAPageThatLeadsBack() {
    String service = browser.get("/sign-in").header("Location");
    notSignedIn(
        new Browser()
            .request()
            .header("Referer", service)
            .get("/sign-in?code=late&state=" + state(service)));
  }

  private static void notSignedIn(Response answer) {
    answer
        .then()
        .statusCode(401)
        .contentType("text/html")
        .body(containsString("You were not signed in"))
        .body(containsString("Try again"));
  }

  private static String state(Response toTheService) {
    return state(toTheService.header("Location"));
  }

  private static String state(String service) {
    return STATE.matcher(service).results().findFirst().orElseThrow().group(1);
  }

  private String lookAround() {
    browser.page("/");
    browser.page("/products/vases-01");
    return browser.visitor();
  }

  private String signIn(String name) {
    String service = browser.get("/sign-in").header("Location");
    Map<String, String> fields = new HashMap<>(Map.of("name", name, "roles", "user"));
    HIDDEN
        .matcher(browser.get(service).asString())
        .results()
        .forEach(field -> fields.put(field.group(1), field.group(2)));
    return browser.follow(
        browser
            .request()
            .formParams(fields)
            .post(URI.create(service).resolve("/login").toString()));
  }
}
