package dev.ricordo.shop.simulation;

import dev.ricordo.shop.catalogue.Brand;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;

/**
 * What a shopper is after: a category, and what they like in it.
 *
 * @param brand the maker they trust
 * @param style the silhouette they have in mind
 * @param colour the name of the colour they have in mind
 * @param level the maker's level they can afford, 0 to 2
 */
record Interest(Category category, Brand brand, int style, String colour, int level) {

  /** An interest in things like this one. */
  static Interest inThingsLike(Product product) {
    return new Interest(
        product.category(),
        product.brand(),
        product.style(),
        product.colour().name(),
        product.brand().level());
  }

  /** How much more likely than any other a product is to be looked at; always positive. */
  double pull(Product product) {
    double liking = product.brand().equals(brand) ? 1.4 : 0;
    liking += product.style() == style ? 1.6 : 0;
    liking += product.colour().name().equals(colour) ? 0.9 : 0;
    liking -= 0.9 * Math.abs(product.brand().level() - level);
    return StrictMath.exp(liking);
  }
}
