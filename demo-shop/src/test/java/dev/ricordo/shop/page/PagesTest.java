package dev.ricordo.shop.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, as a browser without JavaScript sees them. */
@QuarkusTest
class PagesTest {

  private static final Pattern CARD =
      Pattern.compile("<li class=\"card\" data-category=\"(\\w+)\"");
  private static final Pattern EVENTS = Pattern.compile("(\\d+) events?</span>");

  /** As part of a name, more than the name of an item may be long. */
  private static final String NOBODYS =
      "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          + "000000000000000000000000000000";

  private final Browser browser = new Browser();

  @Inject
  @SuppressWarnings("NullAway.Init") // Quarkus sets it before each test.
  Ricordo ricordo;

  /** Whoever has been here brings the number that they got. */
  @BeforeEach
  void comeIn() {
    get("/");
  }

  private String get(String path) {
    return browser.page(path);
  }

  private Response add(String product, String... others) {
    return browser.press(get("/products/" + product), "/cart/add", others);
  }

  private static List<String> forYou(String home) {
    String list =
        home.substring(
            home.indexOf("for-you-list"), home.indexOf("</ul>", home.indexOf("for-you-list")));
    return CARD.matcher(list).results().map((MatchResult card) -> card.group(1)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/categories/kettles",
        "/categories/lamps?order=low&brand=Nordlys",
        "/categories/lamps?brand=Nobody",
        "/products/kettles-01",
        "/search",
        "/search?q=sage",
        "/search?q=%3Cscript%3E",
        "/cart",
        "/cart?noticed=FAILED",
        "/thanks",
        "/memory",
        "/memory/forget",
        "/memory/forget?changed=who",
        "/memory/forget?changed=what",
        "/sign-in/failed",
        "/privacy",
        "/why/kettles-01",
        "/why/kettles-01?at=shelf"
      })
  void everyPage_isWholeAndGuarded(String path) {
    browser
        .get(path)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .body(containsString("<html lang=\"en\">"))
        .body(containsString("<h1"))
        .body(containsString("Skip to content"))
        .body(not(containsString(" style=\"")))
        .body(not(containsString("<script>")))
        .body(not(containsString("NOT_FOUND")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/products/kettles-99",
        "/products/%20",
        "/products/%01",
        "/why/%01",
        "/categories/yachts",
        "/why/kettles-01?at=moon",
        "/pictures/kettles-99.svg",
        "/pictures/kettles-" + NOBODYS + ".svg"
      })
  void whatIsNotThere_getsAFriendlyPage(String path) {
    browser
        .get(path)
        .then()
        .statusCode(404)
        .contentType("text/html")
        .body(containsString("This page has wandered off"))
        .body(containsString("Back to the shop"));
  }

  @Test
  void pageThatIsNotFound_saysNothingOfTheVisitor() {
    assertThat(browser.get("/nothing").asString())
        .contains("Cart")
        .doesNotContain("Sign in", "class=\"count\"");
  }

  @Test
  void pageThatIsNotFound_leavesTheVisitorAlone() {
    get("/products/chairs-01");
    assertThat(browser.get("/nothing").cookies()).isEmpty();
    assertThat(get("/memory")).contains("1 event");
  }

  @Test
  void threeClicks_raiseTheirCategoryOnTheNextPage() {
    List<String> cold = forYou(get("/"));
    get("/products/guitars-01");
    get("/products/guitars-02");
    get("/products/guitars-03");
    List<String> warm = forYou(get("/"));
    assertThat(cold).hasSize(12).doesNotHaveDuplicates();
    assertThat(warm.stream().filter("guitars"::equals).count()).isGreaterThan(3);
  }

  @Test
  void lookAhead_isNotALook() {
    browser
        .request()
        .header("Sec-Purpose", "prefetch")
        .get("/products/watches-01")
        .then()
        .statusCode(200);
    assertThat(get("/memory")).contains("Nothing at all");
  }

  @Test
  void visitorCookie_isHiddenFromScriptsAndAddresses() {
    Response home = new Browser().get("/");
    String cookie = home.getHeaders().getValues("Set-Cookie").toString();
    assertThat(cookie).contains("lumaca-visitor=", "HttpOnly", "SameSite=Lax");
    assertThat(home.asString()).doesNotContain(home.cookie("lumaca-visitor"));
  }

  @Test
  void browserWithoutCookies_isToldThatNothingIsRemembered() {
    Browser first = new Browser();
    assertThat(first.page("/products/vases-01")).contains("this look is not remembered");
    assertThat(first.page("/memory")).contains("Nothing at all").doesNotContain("no cookie");
    assertThat(new Browser().page("/memory")).contains("Your browser brought no cookie of ours");
  }

  @Test
  void cart_isFilledChangedAndBought() {
    add("mugs-03").then().statusCode(303);
    add("mugs-03").then().statusCode(303);
    add("kettles-01").then().statusCode(303);
    assertThat(get("/cart"))
        .contains("value=\"2\"", "inputmode=\"numeric\" required", "To checkout");
    browser
        .press(get("/cart"), "/cart/change", "product", "kettles-01", "pieces", "0")
        .then()
        .statusCode(303);
    String checkout = get("/checkout");
    assertThat(checkout).contains("Buy (no payment)");
    assertThat(browser.follow(browser.press(checkout, "/checkout"))).contains("Thank you");
    assertThat(get("/cart")).contains("Nothing in it yet");
    assertThat(get("/memory")).contains("You bought", "You put into your cart");
    browser.get("/checkout").then().statusCode(303);
  }

  @Test
  void formThatIsPressedTwice_isOneEvent() {
    String vase = get("/products/vases-01");
    browser.unaware().press(vase, "/cart/add").then().statusCode(303);
    browser.press(vase, "/cart/add").then().statusCode(303);
    String checkout = get("/checkout");
    Browser impatient = browser.unaware();
    assertThat(impatient.press(checkout, "/checkout").header("Location")).endsWith("/thanks");
    assertThat(browser.press(checkout, "/checkout").header("Location")).endsWith("/thanks");
    assertThat(get("/memory")).contains("3 events", "You looked at", "You put", "You bought");
  }

  @Test
  void whatTheCartHasNoPlaceFor_isSaidAndNotLearned() {
    for (int piece = 0; piece < 9; piece++) {
      add("mugs-03").then().statusCode(303);
    }
    assertThat(get("/cart")).doesNotContain("That one was not put in");
    int before = events();
    assertThat(browser.follow(add("mugs-03"))).contains("That one was not put in");
    // Where the form stood, a mug was looked at.
    assertThat(events()).isEqualTo(before + 1);
  }

  private int events() {
    return EVENTS
        .matcher(get("/memory"))
        .results()
        .map(tag -> Integer.parseInt(tag.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotToBeUsed_isSaidWhereverItWouldHaveBeen() {
    get("/products/vases-01");
    ricordo.restrict(CustomerId.of("visitor:" + browser.visitor()), true);
    assertThat(get("/"))
        .contains("What we remember of you is kept, but not used now")
        .doesNotContain("Where you left off");
    assertThat(get("/categories/vases")).contains("is not used now");
    assertThat(get("/memory")).contains("kept, but not used now, and nothing is added", "1 event");
    assertThat(get("/why/vases-02")).contains("what we remember of you is not used now");
    assertThat(browser.follow(add("vases-03"))).contains("that you put it there is not remembered");
    assertThat(browser.follow(browser.press(get("/checkout"), "/checkout")))
        .contains("so what you bought is not remembered");
  }

  @Test
  void nonsenseInForms_isRefused() {
    add("mugs-03", "product", "yacht").then().statusCode(400);
    add("mugs-03", "product", "\u0001").then().statusCode(400);
    add("mugs-03", "product", "").then().statusCode(400);
    add("mugs-03", "once", "twice").then().statusCode(400);
    add("mugs-03").then().statusCode(303);
    browser.press(get("/cart"), "/cart/change", "pieces", "many").then().statusCode(400);
    browser.press(get("/checkout"), "/checkout", "once", "").then().statusCode(400);
  }

  @Test
  void pageThatCannotBeMade_keepsWhatSurroundsIt() {
    add("mugs-03").then().statusCode(303);
    add("mugs-03", "product", "yacht")
        .then()
        .statusCode(400)
        .body(containsString("class=\"count\">1<"))
        .body(containsString("Sign in"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cart/add", "/cart/change", "/checkout", "/memory/forget", "/sign-out"})
  void forgedForm_isTurnedAway(String path) {
    get("/");
    browser.request().formParam("product", "mugs-03").post(path).then().statusCode(403);
    browser
        .request()
        .formParam("form", "AAAAAAAAAAAAAAAAAAAAAA")
        .formParam("product", "mugs-03")
        .post(path)
        .then()
        .statusCode(403)
        .body(containsString("That form has expired"));
  }

  @Test
  void formFromAnotherSite_isTurnedAwayEvenWithTheToken() {
    browser
        .request()
        .header("Sec-Fetch-Site", "cross-site")
        .formParams(Browser.form(get("/products/mugs-03"), "/cart/add"))
        .post("/cart/add")
        .then()
        .statusCode(403);
  }

  @Test
  void why_namesTheClicksBehindASuggestion() {
    get("/products/bicycles-01");
    get("/products/bicycles-02");
    String home = get("/");
    String link =
        Pattern.compile("href=\"(/why/[^\"]+)\"")
            .matcher(home)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(get(link.replace("&amp;", "&")))
        .contains("Of everything in the shop that is new to you, this is")
        .contains("What did it", "Your own memory", "By the step", "Found by replaying");
    assertThat(get("/why/bicycles-01?at=shelf")).contains("Of all Bicycles this is");
    browser
        .request()
        .header("X-Part", "panel")
        .get(link)
        .then()
        .statusCode(200)
        .body(containsString("id=\"panel-title\""))
        .body(not(containsString("<html")));
  }

  @Test
  void forgetting_bringsTheColdPageBackAndANewVisitor() {
    List<String> cold = forYou(get("/"));
    String visitor = browser.visitor();
    get("/products/plants-01");
    get("/products/plants-02");
    assertThat(forYou(get("/"))).isNotEqualTo(cold);
    String confirmation = get("/memory/forget");
    assertThat(confirmation).contains("We will destroy 2 events");
    Response done = browser.press(confirmation, "/memory/forget");
    done.then().statusCode(303);
    assertThat(browser.follow(done)).contains("2 events were destroyed");
    assertThat(browser.visitor()).isNotEmpty().isNotEqualTo(visitor);
    assertThat(get("/memory")).contains("Nothing at all");
    assertThat(forYou(get("/"))).isEqualTo(cold);
  }

  @Test
  void formToForgetThatIsPressedTwice_saysThatNothingWasLeft() {
    get("/products/plants-01");
    String confirmation = get("/memory/forget");
    browser.unaware().press(confirmation, "/memory/forget").then().statusCode(303);
    assertThat(browser.follow(browser.press(confirmation, "/memory/forget")))
        .contains("Forgotten.", "Nothing was left to destroy");
  }

  @Test
  void formToForget_destroysNothingThatItDidNotName() {
    get("/products/plants-01");
    String confirmation = get("/memory/forget");
    get("/products/plants-02");
    assertThat(browser.follow(browser.press(confirmation, "/memory/forget")))
        .contains("has changed since that page was opened", "We will destroy 2 events");
  }

  @Test
  void addressThatTheShopDidNotGive_claimsNoForgetting() {
    browser
        .get("/memory/forgotten?receipt=forgotten.5.5.1&seal=AAAA")
        .then()
        .statusCode(303)
        .header("Location", endsWith("/memory"));
    browser.get("/memory/forgotten").then().statusCode(303);
  }

  @Test
  void pictures_mayBeKept() {
    Response picture = given().get("/pictures/kettles-01.svg");
    picture.then().statusCode(200).contentType("image/svg+xml");
    assertThat(picture.header("Cache-Control")).contains("max-age=86400");
    assertThat(picture.cookies()).isEmpty();
    given()
        .header("If-None-Match", picture.header("ETag"))
        .get("/pictures/kettles-01.svg")
        .then()
        .statusCode(304);
  }

  @Test
  void signIn_leadsToTheIdentityService() {
    browser.get("/sign-in").then().statusCode(302).header("Location", containsString("/authorize"));
  }
}
