package dev.ricordo.shop.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The control: the same visitor in the same shop, but nothing is learned. */
@QuarkusTest
@TestProfile(FrozenShopBrowserIT.NothingIsLearned.class)
class FrozenShopBrowserIT {

  @TestHTTPResource("/")
  @SuppressWarnings("NullAway.Init") // Quarkus sets it before each test.
  URL shop;

  @Test
  void withMemoryWritesOffAndCountsFrozen_nothingRises() {
    try (Chromium chromium = new Chromium()) {
      Page page = chromium.open().newPage();
      List<String> cold = ShopWindow.forYou(page, shop);
      for (int i = 1; i <= 3; i++) {
        page.navigate(shop + "products/guitars-0" + i);
      }
      assertThat(ShopWindow.forYou(page, shop)).hasSize(12);
      assertThat(ShopWindow.count(ShopWindow.forYou(page, shop), "guitars"))
          .isLessThanOrEqualTo(ShopWindow.count(cold, "guitars"));
    }
  }

  /** Memory writes off, counts frozen. */
  public static final class NothingIsLearned implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "ricordo.learning.memory-writes", "false", "ricordo.learning.collective", "false");
    }
  }
}
