package dev.ricordo.shop.catalogue;

import dev.ricordo.catalogue.Item;
import dev.ricordo.event.ItemId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One thing on the shelf.
 *
 * @param id names it in addresses, events and pictures, for example {@code kettles-07}
 * @param style which of the category's styles it is, from 0
 * @param name what people read, for example {@code Alba gooseneck kettle}
 * @param brand its maker
 * @param colour the colour it comes in
 * @param cents the price of one piece in euro cents
 * @param description two or three sentences
 * @param facts short facts: material, size, care
 * @param likeness seed of its picture
 */
public record Product(
    ItemId id,
    Category category,
    int style,
    String name,
    Brand brand,
    Colour colour,
    int cents,
    String description,
    List<String> facts,
    long likeness) {

  public Product {
    facts = List.copyOf(facts);
  }

  /** The product as Ricordo sees it. */
  public Item item() {
    return new Item(id, name, category.slug(), brand.name(), OptionalDouble.of(cents / 100.0));
  }

  /** The price as people read it, for example {@code €49.90}. */
  public String price() {
    return euros(cents);
  }

  /** Writes an amount of euro cents as people read it. */
  public static String euros(long cents) {
    return String.format(Locale.ROOT, "€%,d.%02d", cents / 100, cents % 100);
  }

  /** Where its picture is. */
  public String picture() {
    return "/pictures/" + id.value() + ".svg";
  }

  /** Where its page is. */
  public String page() {
    return "/products/" + id.value();
  }
}
