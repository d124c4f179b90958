package dev.ricordo.shop.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The words that products are made of, read from {@code catalogue/vocabulary.json}.
 *
 * @param models names of models; a category uses each at most once
 * @param colours every colour of the shop
 * @param brands every maker
 * @param categories the words of each category
 */
record Vocabulary(
    List<String> models,
    List<Colour> colours,
    List<Brand> brands,
    Map<Category, Words> categories) {

  /**
   * The words of one category.
   *
   * @param tagline one line under the category's title
   * @param colours names of the colours it comes in
   * @param styles its silhouettes, in the order of the drawings
   * @param openings first sentences of a description
   * @param details second sentences
   * @param materials facts: what it is made of
   * @param care facts: how to look after it
   */
  record Words(
      String tagline,
      List<String> colours,
      List<Style> styles,
      List<String> openings,
      List<String> details,
      List<String> materials,
      List<String> care) {}

  /**
   * One silhouette.
   *
   * @param name follows the model's name, for example {@code gooseneck kettle}
   * @param price of a middling one, in euros
   * @param sizes facts: how large it is
   */
  record Style(String name, int price, List<String> sizes) {}

  static Vocabulary read() {
    try (InputStream in = Vocabulary.class.getResourceAsStream("/catalogue/vocabulary.json")) {
      if (in == null) {
        throw new IllegalStateException("catalogue/vocabulary.json is missing");
      }
      return new ObjectMapper().readValue(in, Vocabulary.class);
    } catch (IOException e) {
      throw new UncheckedIOException("catalogue/vocabulary.json cannot be read", e);
    }
  }

  Words words(Category category) {
    Words words = categories.get(category);
    if (words == null) {
      throw new IllegalStateException("vocabulary: no words for " + category.slug());
    }
    return words;
  }

  Colour colour(String name) {
    return colours.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("vocabulary: no colour \"" + name + "\""));
  }

  List<Brand> makersOf(Category category) {
    return brands.stream().filter(b -> b.makes().contains(category)).toList();
  }
}
