package dev.ricordo.base;

import java.util.List;

/**
 * What a base knows of an item beside its id, as rows of its tables.
 *
 * @param categories rows of the categories that the base knows, ascending, each once
 * @param brand row of the brand, or {@link #UNKNOWN}
 * @param price position of the price, or {@link #UNKNOWN}
 */
public record ItemFeatures(List<Integer> categories, int brand, int price) {

  /** Row of what is not known. */
  public static final int UNKNOWN = -1;

  /** Nothing is known. */
  public static final ItemFeatures NONE = new ItemFeatures(List.of(), UNKNOWN, UNKNOWN);

  /**
   * @throws IllegalArgumentException naming the row that cannot be
   */
  public ItemFeatures {
    categories = List.copyOf(categories);
    int least = 0;
    for (int category : categories) {
      if (category < least) {
        throw new IllegalArgumentException("categories: must be ascending rows, are " + categories);
      }
      least = category + 1;
    }
    requireRow("brand", brand);
    requireRow("price", price);
  }

  private static void requireRow(String name, int row) {
    if (row < UNKNOWN) {
      throw new IllegalArgumentException(name + ": " + row + " is no row");
    }
  }

  /** Whether the tables have all these rows. */
  boolean within(FeatureRows rows) {
    return (categories.isEmpty() || categories.get(categories.size() - 1) < rows.categories())
        && brand < rows.brands()
        && price < rows.prices();
  }
}
