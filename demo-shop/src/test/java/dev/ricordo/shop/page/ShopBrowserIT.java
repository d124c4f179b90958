package dev.ricordo.shop.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visitor with a real browser. */
@QuarkusTest
class ShopBrowserIT {

  /** Pixels of CSS: a screen of 1280 at a zoom of 400 %. */
  private static final int NARROW = 320;

  @TestHTTPResource("/")
  @SuppressWarnings("NullAway.Init") // Quarkus sets it before each test.
  URL shop;

  private final Chromium chromium = new Chromium();
  private final List<String> complaints = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private Page page;

  @BeforeEach
  void open() {
    Browser browser = chromium.open();
    page = browser.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && message.location().startsWith(shop.toString())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void close() {
    chromium.close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void visitor_seesTheShopLearnSignsInAndIsForgotten() {
    List<String> cold = ShopWindow.forYou(page, shop);
    assertThat(ShopWindow.count(cold, "guitars")).isLessThanOrEqualTo(1);

    clickThreeGuitars();

    List<String> warm = ShopWindow.forYou(page, shop);
    assertThat(ShopWindow.count(warm, "guitars")).isGreaterThan(3);

    signIn("alice");
    assertThat(page.locator("main").innerText()).contains("3 events, moved into your account");
    assertThat(page.locator(".deeds li").count()).isEqualTo(3);
    assertThat(ShopWindow.forYou(page, shop)).isEqualTo(warm);

    page.navigate(shop + "memory");
    page.click("text=Delete everything …");
    page.click("text=Yes, forget everything");
    assertThat(page.locator("h1").innerText()).isEqualTo("Forgotten.");
    assertThat(ShopWindow.forYou(page, shop)).isEqualTo(cold);
    page.navigate(shop + "memory");
    assertThat(page.locator("main").innerText()).contains("Nothing at all");

    page.click("text=Sign out");
    page.waitForURL(shop.toString());
    page.waitForSelector("text=Sign in");
  }

  private void clickThreeGuitars() {
    for (int i = 0; i < 3; i++) {
      page.navigate(shop + "categories/guitars");
      page.locator("#shelf .card-link").nth(i).click();
      page.waitForSelector("text=Add to cart");
    }
  }

  private void signIn(String name) {
    page.click("text=Sign in");
    page.click("button[value=" + name + "]");
    page.waitForURL(url -> url.contains("/memory"));
  }

  @Test
  void explanation_worksByKeyboardAlone() {
    page.navigate(shop.toString());
    page.navigate(shop + "products/lamps-01");
    page.navigate(shop + "products/lamps-02");
    page.navigate(shop.toString());
    Locator why = page.locator("a.why").first();
    why.focus();
    page.keyboard().press("Enter");
    page.waitForSelector("dialog[open] #panel-title");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("panel-title");
    assertThat(page.locator("dialog").innerText()).contains("What did it", "Your own memory");
    page.keyboard().press("Escape");
    page.waitForSelector(
        "dialog:not([open])",
        new Page.WaitForSelectorOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    assertThat(page.evaluate("document.activeElement.matches('a.why')")).isEqualTo(true);
  }

  @Test
  void chosenMakerAndOrder_waitForTheButton() {
    page.navigate(shop + "categories/lamps");
    List<String> asked = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.isNavigationRequest()) {
            asked.add(request.url());
          }
        });
    page.selectOption("#brand", "Nordlys");
    page.selectOption("#order", "low");
    page.click("text=Show");
    page.waitForURL(url -> url.contains("order=low"));
    assertThat(asked).containsExactly(shop + "categories/lamps?brand=Nordlys&order=low");
  }

  @Test
  void everyPage_fitsANarrowScreen() {
    page.setViewportSize(NARROW, 640);
    page.navigate(shop.toString());
    for (String product : List.of("lamps-01", "mugs-03", "kettles-01")) {
      page.navigate(shop + "products/" + product);
      page.click("text=Add to cart");
      page.waitForURL(url -> url.endsWith("/cart"));
    }
    for (String path :
        List.of(
            "",
            "categories/lamps",
            "products/lamps-01",
            "cart",
            "checkout",
            "thanks",
            "why/lamps-01?at=shelf",
            "memory",
            "memory/forget?changed=who",
            "privacy",
            "sign-in/failed",
            "search?q=sage",
            "search?q=" + "Donaudampfschifffahrt".repeat(3))) {
      fits(path);
    }
    fits("nothing");
    // The browser notes what it was answered.
    assertThat(complaints).singleElement().asString().contains("404");
    complaints.clear();
  }

  private void fits(String path) {
    page.navigate(shop + path);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as(path)
        .isLessThanOrEqualTo(NARROW);
  }
}
