package dev.ricordo.shop.catalogue;

import java.util.Arrays;
import java.util.List;

/** A floor of the shop: a few categories that people browse together. */
public enum Department {
  KITCHEN("Kitchen"),
  HOME("Home"),
  WARDROBE("Wardrobe"),
  OUTDOORS("Outdoors"),
  STUDIO("Studio");

  private final String title;

  Department(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Its categories, in the order of the shop. */
  public List<Category> categories() {
    return Arrays.stream(Category.values()).filter(c -> c.department() == this).toList();
  }
}
