package dev.ricordo.catalogue;

import dev.ricordo.event.ItemId;
import java.util.OptionalDouble;

/**
 * One item of a catalogue.
 *
 * @param title what people read, may be empty
 * @param category one category, or several joined by {@code |}, may be empty
 * @param brand may be empty
 * @param price of one piece in the shop's currency, or empty if not known
 */
public record Item(ItemId id, String title, String category, String brand, OptionalDouble price) {

  /**
   * @throws IllegalArgumentException if the price is negative or not finite
   */
  public Item {
    if (price.isPresent()
        && !(price.getAsDouble() >= 0 && price.getAsDouble() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "price: must be finite and not negative, is " + price.getAsDouble());
    }
  }

  /** An item of which only the id is known. */
  public static Item of(ItemId id) {
    return new Item(id, "", "", "", OptionalDouble.empty());
  }
}
