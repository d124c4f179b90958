package dev.ricordo.shop.attendant;

import dev.ricordo.Slot;
import dev.ricordo.event.ItemId;
import dev.ricordo.shop.catalogue.Category;
import java.util.Optional;
import java.util.Set;

/** A place in the shop where things are suggested. */
public enum Place {
  /** "For you" on the home page: new things only. */
  HOME,
  /** "You may also like" on a product page: new things only. */
  PRODUCT,
  /** "Goes with your cart": new things only. */
  CART,
  /** The order of a category's shelf: everything on it. */
  SHELF;

  /** Finds a place by the name that addresses use. */
  public static Optional<Place> find(String slug) {
    for (Place place : values()) {
      if (place.slug().equals(slug)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** The name that addresses and slots use. */
  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * What may be shown here.
   *
   * @param shelf the category of a shelf
   * @param seen what the visitor has looked at already
   */
  Slot slot(Optional<Category> shelf, Set<ItemId> seen) {
    Slot slot = Slot.of(slug());
    if (this != SHELF) {
      return slot.without(seen);
    }
    return shelf.map(category -> slot.within(category.slug())).orElse(slot);
  }
}
