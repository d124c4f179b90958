package dev.ricordo.shop.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartTest {

  private static final Assortment SHOP = Assortment.of(Assortment.SEED);
  private static final Product KETTLE = SHOP.shelf(Category.KETTLES).get(0);
  private static final Product MUG = SHOP.shelf(Category.MUGS).get(2);

  @Test
  void cart_survivesItsCookie() {
    Cart cart = Cart.empty().plus(KETTLE).plus(MUG).plus(KETTLE);
    assertThat(cart.text()).isEqualTo("kettles-01*2.mugs-03*1");
    assertThat(Cart.parse(cart.text(), SHOP).lines()).isEqualTo(cart.lines());
    assertThat(cart.count()).isEqualTo(3);
    assertThat(cart.total()).isEqualTo(Product.euros(2L * KETTLE.cents() + MUG.cents()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "nothing-01*1",
        "kettles-01*0",
        "kettles-01*-1",
        "<b>*1",
        "kettles-999*1"
      })
  void textThatIsNoCart_isLeftOut(String text) {
    assertThat(Cart.parse(text, SHOP).isEmpty()).isTrue();
  }

  @Test
  void cart_holdsNoMoreThanItMay() {
    Cart cart = Cart.empty();
    for (Product product : SHOP.products()) {
      cart = cart.plus(product);
    }
    assertThat(cart.lines()).hasSize(Cart.MAX_LINES);
    assertThat(cart.with(KETTLE, 500).lines().get(0).pieces()).isEqualTo(Cart.MAX_PIECES);
    assertThat(cart.with(KETTLE, 0).lines()).extracting(Cart.Line::product).doesNotContain(KETTLE);
  }
}
