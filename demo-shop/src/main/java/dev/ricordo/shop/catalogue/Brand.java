package dev.ricordo.shop.catalogue;

import java.util.List;

/**
 * A maker.
 *
 * @param name what people read
 * @param level 0 inexpensive, 1 middle, 2 fine
 * @param makes the categories it makes
 */
public record Brand(String name, int level, List<Category> makes) {

  public Brand {
    if (level < 0 || level > 2) {
      throw new IllegalArgumentException("level: must be 0, 1 or 2, is " + level);
    }
    makes = List.copyOf(makes);
  }
}
