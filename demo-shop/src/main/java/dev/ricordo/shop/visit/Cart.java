package dev.ricordo.shop.visit;

import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a visitor wants to buy. Immutable.
 *
 * <p>It lives in a cookie, as {@code kettles-07*2.mugs-12*1}: the shop keeps no cart of anybody.
 * Text that is no cart, and products that are not sold, are left out.
 */
public final class Cart {

  /** Most different products in one cart. */
  static final int MAX_LINES = 40;

  /** Most pieces of one product. */
  public static final int MAX_PIECES = 9;

  private static final Pattern LINE = Pattern.compile("([a-z]{1,20}-[0-9]{2,3})\\*([1-9])");

  private final Map<Product, Integer> pieces;

  private Cart(Map<Product, Integer> pieces) {
    this.pieces = pieces;
  }

  static Cart empty() {
    return new Cart(Map.of());
  }

  static Cart parse(String text, Assortment assortment) {
    Map<Product, Integer> pieces = new LinkedHashMap<>();
    for (String part : text.split("\\.", MAX_LINES + 1)) {
      Matcher line = LINE.matcher(part);
      if (line.matches() && pieces.size() < MAX_LINES) {
        Optional<Product> product = assortment.find(line.group(1));
        product.ifPresent(p -> pieces.put(p, Integer.parseInt(line.group(2))));
      }
    }
    return new Cart(pieces);
  }

  /** The same cart with so many pieces of a product; none if 0. */
  public Cart with(Product product, int count) {
    Map<Product, Integer> changed = new LinkedHashMap<>(pieces);
    if (count <= 0) {
      changed.remove(product);
    } else if (changed.containsKey(product) || changed.size() < MAX_LINES) {
      changed.put(product, Math.min(count, MAX_PIECES));
    }
    return new Cart(changed);
  }

  /** The same cart with one more piece of a product; no fuller if it has no place for it. */
  public Cart plus(Product product) {
    return with(product, pieces.getOrDefault(product, 0) + 1);
  }

  /** A cart with nothing in it. */
  public Cart emptied() {
    return empty();
  }

  public List<Line> lines() {
    return pieces.entrySet().stream().map(e -> new Line(e.getKey(), e.getValue())).toList();
  }

  /** Pieces in all. */
  public int count() {
    return pieces.values().stream().mapToInt(Integer::intValue).sum();
  }

  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** What it costs, as people read it. */
  public String total() {
    return Product.euros(lines().stream().mapToLong(Line::cents).sum());
  }

  String text() {
    return pieces.entrySet().stream()
        .map(e -> e.getKey().id().value() + "*" + e.getValue())
        .collect(Collectors.joining("."));
  }

  /** So many pieces of a product. */
  public record Line(Product product, int pieces) {

    long cents() {
      return (long) product.cents() * pieces;
    }

    /** What they cost, as people read it. */
    public String sum() {
      return Product.euros(cents());
    }
  }
}
