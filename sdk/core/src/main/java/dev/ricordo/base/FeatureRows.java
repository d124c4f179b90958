package dev.ricordo.base;

/**
 * How many rows each table of features has; a table of 0 rows is not there.
 *
 * @param categories of items
 * @param brands of items
 * @param prices positions of an item's price among the items of the training part
 * @param quantities buckets of an event's quantity: all of them or 0
 * @param dwells buckets of the time spent with an item: all of them or 0
 * @param channels of events
 * @param campaigns of events
 */
public record FeatureRows(
    int categories,
    int brands,
    int prices,
    int quantities,
    int dwells,
    int channels,
    int campaigns) {

  /** No features. */
  public static final FeatureRows NONE = new FeatureRows(0, 0, 0, 0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException naming the table that cannot have so many rows
   */
  public FeatureRows {
    requireAtMost("categories", categories, Integer.MAX_VALUE);
    requireAtMost("brands", brands, Integer.MAX_VALUE);
    requireAtMost("prices", prices, Vocabulary.PRICES);
    requireAllOrNothing("quantities", quantities, Circumstances.QUANTITIES);
    requireAllOrNothing("dwells", dwells, Circumstances.DWELLS);
    requireAtMost("channels", channels, Circumstances.MAX_CHANNELS);
    requireAtMost("campaigns", campaigns, Circumstances.MAX_CAMPAIGNS);
  }

  private static void requireAtMost(String name, int rows, int most) {
    if (rows < 0 || rows > most) {
      throw new IllegalArgumentException(name + ": must be between 0 and " + most + ", is " + rows);
    }
  }

  private static void requireAllOrNothing(String name, int rows, int all) {
    if (rows != 0 && rows != all) {
      throw new IllegalArgumentException(name + ": must be 0 or " + all + ", is " + rows);
    }
  }

  /** Whether items have features. */
  public boolean ofItems() {
    return categories > 0 || brands > 0 || prices > 0;
  }
}
