package dev.ricordo.shop.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, as a browser without JavaScript sees them. */
@QuarkusTest
class PagesTest {

  private static final Pattern CARD =
      Pattern.compile("<li class=\"card\" data-category=\"(\\w+)\"");
  private static final Pattern EVENTS = Pattern.compile("(\\d+) events?</span>");
  private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

  /** As part of a name, more than the name of an item may be long. */
  private static final String NOBODYS =
      "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          + "000000000000000000000000000000";

  private final CookieFilter cookies = new CookieFilter();

  private RequestSpecification browser() {
    return given().filter(cookies).redirects().follow(false);
  }

  private String get(String path) {
    return browser().get(path).then().statusCode(200).extract().asString();
  }

  private Response post(String path, String... fields) {
    RequestSpecification form = browser().formParam("form", formToken());
    for (int i = 0; i < fields.length; i += 2) {
      form.formParam(fields[i], fields[i + 1]);
    }
    return form.post(path);
  }

  private String formToken() {
    return TOKEN.matcher(get("/products/vases-01")).results().findFirst().orElseThrow().group(1);
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
        "/memory",
        "/memory/forget",
        "/privacy",
        "/why/kettles-01",
        "/why/kettles-01?at=shelf"
      })
  void everyPage_isWholeAndGuarded(String path) {
    browser()
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
    browser()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(404)
        .contentType("text/html")
        .body(containsString("This page has wandered off"))
        .body(containsString("Back to the shop"));
  }

  @Test
  void pageThatIsNotFound_leavesTheVisitorAlone() {
    get("/products/chairs-01");
    assertThat(browser().get("/nothing").cookies()).isEmpty();
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
    browser().header("Sec-Purpose", "prefetch").get("/products/watches-01").then().statusCode(200);
    assertThat(get("/memory")).contains("Nothing at all");
  }

  @Test
  void visitorCookie_isHiddenFromScriptsAndAddresses() {
    Response home = browser().get("/");
    String cookie = home.getHeaders().getValues("Set-Cookie").toString();
    assertThat(cookie).contains("lumaca-visitor=", "HttpOnly", "SameSite=Lax");
    assertThat(home.asString()).doesNotContain(home.cookie("lumaca-visitor"));
  }

  @Test
  void cart_isFilledChangedAndBought() {
    post("/cart/add", "product", "mugs-03").then().statusCode(303);
    post("/cart/add", "product", "mugs-03").then().statusCode(303);
    post("/cart/add", "product", "kettles-01").then().statusCode(303);
    assertThat(get("/cart")).contains("value=\"2\"", "To checkout");
    post("/cart/change", "product", "kettles-01", "pieces", "0").then().statusCode(303);
    assertThat(get("/checkout")).contains("Buy (no payment)");
    post("/checkout").then().statusCode(200).body(containsString("Thank you"));
    assertThat(get("/cart")).contains("Nothing in it yet");
    assertThat(get("/memory")).contains("You bought", "You put into your cart");
    browser().get("/checkout").then().statusCode(303);
  }

  @Test
  void whatTheCartHasNoPlaceFor_isSaidAndNotLearned() {
    for (int piece = 0; piece < 9; piece++) {
      post("/cart/add", "product", "mugs-03").then().statusCode(303);
    }
    assertThat(get("/cart")).doesNotContain("That one was not put in");
    int before = events();
    String full = post("/cart/add", "product", "mugs-03").header("Location");
    assertThat(get(full.substring(full.indexOf("/cart")))).contains("That one was not put in");
    // Where the form stood, a vase was looked at.
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
  void nonsenseInForms_isRefused() {
    post("/cart/add", "product", "yacht").then().statusCode(400);
    post("/cart/add", "product", "\u0001").then().statusCode(400);
    post("/cart/add").then().statusCode(400);
    post("/cart/change", "product", "mugs-03", "pieces", "many").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cart/add", "/cart/change", "/checkout", "/memory/forget", "/sign-out"})
  void forgedForm_isTurnedAway(String path) {
    get("/");
    browser().formParam("product", "mugs-03").post(path).then().statusCode(403);
    browser()
        .formParam("form", "AAAAAAAAAAAAAAAAAAAAAA")
        .formParam("product", "mugs-03")
        .post(path)
        .then()
        .statusCode(403)
        .body(containsString("That form has expired"));
  }

  @Test
  void formFromAnotherSite_isTurnedAwayEvenWithTheToken() {
    String token = formToken();
    browser()
        .header("Sec-Fetch-Site", "cross-site")
        .formParam("form", token)
        .formParam("product", "mugs-03")
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
        .contains("What did it", "Your own memory", "By the step", "Found by replaying");
    browser()
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
    String visitor = browser().get("/").cookie("lumaca-visitor");
    get("/products/plants-01");
    get("/products/plants-02");
    assertThat(forYou(get("/"))).isNotEqualTo(cold);
    assertThat(get("/memory/forget")).contains("We will destroy 2 events");
    Response done = post("/memory/forget");
    // The form's own page was a look at a vase, so it is forgotten with the two plants.
    done.then().statusCode(200).body(containsString("3 events were destroyed"));
    assertThat(done.cookie("lumaca-visitor")).isNotNull().isNotEqualTo(visitor);
    assertThat(get("/memory")).contains("Nothing at all");
    assertThat(forYou(get("/"))).isEqualTo(cold);
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
    browser()
        .get("/sign-in")
        .then()
        .statusCode(302)
        .header("Location", containsString("/authorize"));
  }
}
