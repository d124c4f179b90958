package dev.ricordo.shop.attendant;

import dev.ricordo.shop.catalogue.Product;
import java.util.List;

/**
 * What to show in a place.
 *
 * @param products best first
 * @param source where they come from
 */
public record Suggestions(List<Product> products, Source source) {

  /** Where suggestions come from. */
  public enum Source {
    /** What is remembered of the visitor moved the answer. */
    MEMORY,
    /** What a first-time visitor gets: a little of everything. */
    HOUSE,
    /** The same, because what is remembered of the visitor is not to be used. */
    UNUSED,
    /** The memory is out of reach: things from the shelves, the same for everyone. */
    SHELF
  }

  public Suggestions {
    products = List.copyOf(products);
  }

  /** Whether they are this visitor's own. */
  public boolean personal() {
    return source == Source.MEMORY;
  }
}
