package dev.ricordo.base;

import dev.ricordo.catalogue.Item;
import dev.ricordo.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The features of a base: its {@link Vocabulary} and what the items it was trained on were like
 * then. Translates the feed's words and an event's circumstances into rows.
 *
 * <p>Immutable and thread-safe. Translating an event allocates nothing.
 */
public final class Features {

  /** A base without features. */
  public static final Features NONE = new Features(Vocabulary.NONE, List.of());

  private final Vocabulary vocabulary;
  private final List<ItemFeatures> items;
  private final Map<String, Integer> categories;
  private final Map<String, Integer> brands;
  private final Map<String, Integer> channels;
  private final Map<String, Integer> campaigns;

  /**
   * @param items of each row of {@link Weights.Tensor#ITEM}; empty if nothing is known of any
   * @throws IllegalArgumentException if an item has a row that the vocabulary has not
   */
  public Features(Vocabulary vocabulary, List<ItemFeatures> items) {
    this.vocabulary = vocabulary;
    this.items = List.copyOf(items);
    for (int row = 0; row < items.size(); row++) {
      if (!items.get(row).within(vocabulary.rows())) {
        throw new IllegalArgumentException(
            "features[" + row + "]: " + items.get(row) + " has a row beyond " + vocabulary.rows());
      }
    }
    categories = rows(vocabulary.categories());
    brands = rows(vocabulary.brands());
    channels = rows(vocabulary.channels());
    campaigns = rows(vocabulary.campaigns());
  }

  private static Map<String, Integer> rows(List<String> names) {
    Map<String, Integer> rows = new HashMap<>(names.size() * 2);
    for (int row = 0; row < names.size(); row++) {
      rows.put(names.get(row), row);
    }
    return rows;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Of each item the base was trained on, in the order of the rows; empty without features. */
  public List<ItemFeatures> items() {
    return items;
  }

  /** The features of an item as a feed describes it; what the vocabulary lacks is left out. */
  public ItemFeatures of(Item item) {
    List<Integer> known =
        Arrays.stream(item.category().split("\\|"))
            .map(name -> categories.getOrDefault(name, ItemFeatures.UNKNOWN))
            .filter(row -> row != ItemFeatures.UNKNOWN)
            .distinct()
            .sorted()
            .toList();
    int brand = brands.getOrDefault(item.brand(), ItemFeatures.UNKNOWN);
    return new ItemFeatures(known, brand, position(item.price()));
  }

  private int position(OptionalDouble price) {
    if (price.isEmpty() || vocabulary.prices().isEmpty()) {
      return ItemFeatures.UNKNOWN;
    }
    int position = 0;
    for (double boundary : vocabulary.prices()) {
      position += price.getAsDouble() >= boundary ? 1 : 0;
    }
    return position;
  }

  /** The {@link Circumstances} of an event. */
  public int of(Event event) {
    return circumstances(
        event.quantity(),
        event.dwell().isPresent() ? event.dwell().get().toSeconds() : Circumstances.UNKNOWN,
        channel(event.channel()),
        campaign(event.campaign()));
  }

  /**
   * The {@link Circumstances} of an event whose channel and campaign are rows already.
   *
   * @param dwellSeconds {@link Circumstances#UNKNOWN} if not known
   */
  public int circumstances(double quantity, long dwellSeconds, int channel, int campaign) {
    return Circumstances.of(
        vocabulary.quantities() ? Circumstances.quantityBucket(quantity) : Circumstances.UNKNOWN,
        vocabulary.dwells() && dwellSeconds >= 0
            ? Circumstances.dwellBucket(dwellSeconds)
            : Circumstances.UNKNOWN,
        channel,
        campaign);
  }

  /** Row of a channel, or {@link Circumstances#UNKNOWN}. */
  public int channel(Optional<String> name) {
    return name.isPresent() ? row(channels, name.get()) : Circumstances.UNKNOWN;
  }

  /** Row of a campaign, or {@link Circumstances#UNKNOWN}. */
  public int campaign(Optional<String> name) {
    return name.isPresent() ? row(campaigns, name.get()) : Circumstances.UNKNOWN;
  }

  private static int row(Map<String, Integer> rows, String name) {
    Integer row = rows.get(name);
    return row == null ? Circumstances.UNKNOWN : row;
  }
}
