package dev.ricordo.shop.catalogue;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.event.ItemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Everything on the shelves. Immutable and thread-safe; the same seed gives the same products on
 * every machine.
 */
/*
 * Each category draws from a java.util.Random of its own, seeded by the shop's seed and the
 * category's name: that generator is specified to the bit, and a new category leaves the others as
 * they are.
 */
public final class Assortment {

  /** The seed of the shop that is shipped; its base was trained on these products. */
  public static final long SEED = 2026;

  /** Products of each category. */
  public static final int PER_CATEGORY = 63;

  private static final double[] PRICE_OF_LEVEL = {0.6, 1.0, 1.9};

  private final Map<String, Product> products;
  private final Map<Category, List<Product>> shelves;
  private final Map<Category, String> taglines;

  private Assortment(List<Product> all, Map<Category, String> taglines) {
    Map<String, Product> byId = new LinkedHashMap<>();
    all.forEach(p -> byId.put(p.id().value(), p));
    this.products = Collections.unmodifiableMap(byId);
    this.shelves = all.stream().collect(Collectors.groupingBy(Product::category));
    this.taglines = Map.copyOf(taglines);
  }

  /** Makes the products of a seed. */
  public static Assortment of(long seed) {
    Vocabulary vocabulary = Vocabulary.read();
    List<Product> all = new ArrayList<>();
    Map<Category, String> taglines = new LinkedHashMap<>();
    for (Category category : Category.values()) {
      all.addAll(shelf(vocabulary, category, seed));
      taglines.put(category, vocabulary.words(category).tagline());
    }
    return new Assortment(all, taglines);
  }

  private static List<Product> shelf(Vocabulary vocabulary, Category category, long seed) {
    Random random = new Random(seed * 1_000_003 + category.slug().hashCode());
    List<String> models = new ArrayList<>(vocabulary.models());
    Collections.shuffle(models, random);
    List<Product> shelf = new ArrayList<>();
    for (int i = 0; i < PER_CATEGORY; i++) {
      shelf.add(product(vocabulary, category, i, models.get(i), random));
    }
    return shelf;
  }

  private static Product product(
      Vocabulary vocabulary, Category category, int index, String model, Random random) {
    Vocabulary.Words words = vocabulary.words(category);
    int style = random.nextInt(words.styles().size());
    Vocabulary.Style silhouette = words.styles().get(style);
    Brand brand = any(vocabulary.makersOf(category), random);
    Colour colour = vocabulary.colour(any(words.colours(), random));
    int cents = cents(silhouette.price(), brand, random);
    String description = any(words.openings(), random) + " " + any(words.details(), random);
    List<String> facts =
        List.of(
            any(silhouette.sizes(), random),
            any(words.materials(), random),
            any(words.care(), random));
    return new Product(
        ItemId.of(String.format(Locale.ROOT, "%s-%02d", category.slug(), index + 1)),
        category,
        style,
        model + " " + silhouette.name(),
        brand,
        colour,
        cents,
        description,
        facts,
        random.nextLong());
  }

  /** A middling price, scaled by the maker's level and a little chance, ending in 9 or .90. */
  private static int cents(int middlingEuros, Brand brand, Random random) {
    double euros =
        middlingEuros * PRICE_OF_LEVEL[brand.level()] * (0.8 + 0.4 * random.nextDouble());
    if (euros < 60) {
      int whole = (int) euros;
      return Math.max(3, whole) * 100 + 90;
    }
    int tens = (int) (euros / 10);
    return (tens * 10 + 9) * 100;
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Every product, category by category. */
  public List<Product> products() {
    return List.copyOf(products.values());
  }

  /** The products of a category. */
  public List<Product> shelf(Category category) {
    return List.copyOf(shelves.getOrDefault(category, List.of()));
  }

  public Optional<Product> find(ItemId id) {
    return find(id.value());
  }

  /** The product of that id; empty for any other text, an id or not. */
  public Optional<Product> find(String id) {
    return Optional.ofNullable(products.get(id));
  }

  /** One line about a category. */
  public String tagline(Category category) {
    return taglines.getOrDefault(category, "");
  }

  /** The makers of a category, by name. */
  public List<String> brands(Category category) {
    return shelf(category).stream().map(p -> p.brand().name()).distinct().sorted().toList();
  }

  /** Products whose name, maker, colour or category holds every word. */
  public List<Product> search(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    return products.values().stream().filter(p -> holds(p, words)).toList();
  }

  private static boolean holds(Product product, String[] words) {
    String text =
        String.join(
                " ",
                product.name(),
                product.brand().name(),
                product.colour().name(),
                product.category().slug())
            .toLowerCase(Locale.ROOT);
    return Arrays.stream(words).allMatch(text::contains);
  }

  /** The products as Ricordo sees them. */
  public Catalogue catalogue() {
    return Catalogue.of(products.values().stream().map(Product::item).toList());
  }
}
