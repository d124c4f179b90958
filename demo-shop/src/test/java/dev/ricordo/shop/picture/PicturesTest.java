package dev.ricordo.shop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import java.io.StringReader;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PicturesTest {

  private static final int LARGEST_BYTES = 10_000;

  private final Assortment shop = Assortment.of(Assortment.SEED);

  @Test
  void everyPicture_isSmallWellFormedAndTitled() throws Exception {
    DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (Product product : shop.products()) {
      String svg = Pictures.svg(product);
      Document document = xml.parse(new InputSource(new StringReader(svg)));
      assertThat(document.getElementsByTagName("title").item(0).getTextContent())
          .contains(product.name());
      assertThat(svg).hasSizeLessThan(LARGEST_BYTES).doesNotContain("NaN", "<script", "style=");
    }
  }

  @Test
  void sameProduct_hasTheSamePicture() {
    Product product = shop.products().get(0);
    assertThat(Pictures.svg(product)).isEqualTo(Pictures.svg(product));
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void productsOfACategory_lookDifferent(Category category) {
    assertThat(shop.shelf(category).stream().map(Pictures::svg).collect(Collectors.toSet()))
        .hasSize(Assortment.PER_CATEGORY);
  }
}
