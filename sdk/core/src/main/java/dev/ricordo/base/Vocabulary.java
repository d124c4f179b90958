package dev.ricordo.base;

import java.util.HashSet;
import java.util.List;

/**
 * The features that a base was trained with, frozen with it: the place in a list is the row of the
 * feature's table.
 *
 * @param categories names of categories, as in the feed
 * @param brands names of brands, as in the feed
 * @param prices boundaries between price positions, ascending; a price has as many boundaries at or
 *     below it as is its position
 * @param quantities whether an event's quantity is read
 * @param dwells whether the time spent with an item is read
 * @param channels names of channels
 * @param campaigns names of campaigns
 */
public record Vocabulary(
    List<String> categories,
    List<String> brands,
    List<Double> prices,
    boolean quantities,
    boolean dwells,
    List<String> channels,
    List<String> campaigns) {

  /** Most price positions. */
  public static final int PRICES = 16;

  /** No features. */
  public static final Vocabulary NONE =
      new Vocabulary(List.of(), List.of(), List.of(), false, false, List.of(), List.of());

  /**
   * @throws IllegalArgumentException naming the list that breaks its rule
   */
  public Vocabulary {
    categories = requireDistinct("categories", categories);
    brands = requireDistinct("brands", brands);
    channels = requireDistinct("channels", channels);
    campaigns = requireDistinct("campaigns", campaigns);
    prices = List.copyOf(prices);
    double least = 0;
    for (double boundary : prices) {
      if (!(boundary > least && boundary < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "prices: must be positive, finite and ascending, are " + prices);
      }
      least = boundary;
    }
    rows(categories, brands, prices, quantities, dwells, channels, campaigns);
  }

  private static List<String> requireDistinct(String name, List<String> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + ": one is listed twice");
    }
    return List.copyOf(values);
  }

  /** How many rows the tables have. */
  public FeatureRows rows() {
    return rows(categories, brands, prices, quantities, dwells, channels, campaigns);
  }

  private static FeatureRows rows(
      List<String> categories,
      List<String> brands,
      List<Double> prices,
      boolean quantities,
      boolean dwells,
      List<String> channels,
      List<String> campaigns) {
    return new FeatureRows(
        categories.size(),
        brands.size(),
        prices.isEmpty() ? 0 : prices.size() + 1,
        quantities ? Circumstances.QUANTITIES : 0,
        dwells ? Circumstances.DWELLS : 0,
        channels.size(),
        campaigns.size());
  }
}
