package dev.ricordo.shop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssortmentTest {

  private final Assortment shop = Assortment.of(Assortment.SEED);

  @Test
  void sameSeed_givesTheSameProducts() {
    assertThat(Assortment.of(Assortment.SEED).products()).isEqualTo(shop.products());
  }

  @Test
  void shippedAssortment_isTheOneTheBaseWasTrainedOn() throws NoSuchAlgorithmException {
    byte[] text = shop.products().toString().getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
    assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo("cec34843ecc407bd");
  }

  @Test
  void anotherSeed_givesAnotherAssortment() {
    assertThat(Assortment.of(7).products()).isNotEqualTo(shop.products());
  }

  @Test
  void everyCategory_isWellStocked() {
    for (Category category : Category.values()) {
      List<Product> shelf = shop.shelf(category);
      assertThat(shelf).hasSize(Assortment.PER_CATEGORY);
      assertThat(shelf).extracting(Product::name).doesNotHaveDuplicates();
      assertThat(shelf).allMatch(p -> p.brand().makes().contains(category));
      assertThat(shelf).allMatch(p -> p.cents() >= 390 && !p.description().isBlank());
      assertThat(shop.brands(category)).hasSizeBetween(3, 6);
    }
  }

  @Test
  void shelves_holdWhatTheCatalogueHolds() {
    assertThat(shop.catalogue().size()).isEqualTo(shop.products().size()).isEqualTo(1008);
    assertThat(shop.catalogue().items()).allMatch(item -> item.price().isPresent());
  }

  @Test
  void search_findsProductsThatHoldEveryWord() {
    List<Product> found = shop.search("  Gooseneck SAGE ");
    assertThat(found).isNotEmpty();
    assertThat(found)
        .allMatch(p -> p.name().contains("gooseneck") && p.colour().name().equals("sage"));
    assertThat(shop.search("gooseneck bicycle")).isEmpty();
  }

  @Test
  void prices_readLikePrices() {
    assertThat(Product.euros(4_990)).isEqualTo("€49.90");
    assertThat(Product.euros(129_900)).isEqualTo("€1,299.00");
  }
}
