package dev.ricordo.shop.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URL;
import java.util.List;

/** What a visitor sees on the home page. */
final class ShopWindow {

  private ShopWindow() {}

  /** The pages of the products under "For you", in order; each address begins with its category. */
  static List<String> forYou(Page page, URL shop) {
    page.navigate(shop.toString());
    Locator links = page.locator("#for-you-list .card-link");
    return links.all().stream()
        .map(link -> String.valueOf(link.getAttribute("href")).replace("/products/", ""))
        .toList();
  }

  static long count(List<String> products, String category) {
    return products.stream().filter(p -> p.startsWith(category)).count();
  }
}
