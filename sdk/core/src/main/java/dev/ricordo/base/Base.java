package dev.ricordo.base;

import dev.ricordo.RicordoException;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A release of the model's frozen weights (L4), with the items they were trained on.
 *
 * <p>Immutable and thread-safe, as long as nobody changes the arrays of {@link #weights()}.
 */
public final class Base {

  /** Row of an item that the base was not trained on. */
  public static final int UNTRAINED = -1;

  private final Manifest manifest;
  private final Weights weights;
  private final List<ItemId> items;
  private final Features features;
  private final Map<ItemId, Integer> rows;
  private final byte[] digest;

  /**
   * A base without features.
   *
   * @param items the item of each row of {@link Weights.Tensor#ITEM}
   * @throws IllegalArgumentException if manifest, weights and items do not fit together
   */
  public Base(Manifest manifest, Weights weights, List<ItemId> items) {
    this(manifest, weights, items, Features.NONE);
  }

  /**
   * @param items the item of each row of {@link Weights.Tensor#ITEM}
   * @throws IllegalArgumentException if manifest, weights, items and features do not fit together
   */
  public Base(Manifest manifest, Weights weights, List<ItemId> items, Features features) {
    if (!manifest.shape().equals(weights.shape())) {
      throw new IllegalArgumentException(
          "shape: manifest has " + manifest.shape() + ", weights have " + weights.shape());
    }
    if (items.size() != weights.items()) {
      throw new IllegalArgumentException(
          "items: " + items.size() + " are listed, weights have " + weights.items());
    }
    requireFitting(weights, features);
    this.manifest = manifest;
    this.weights = weights;
    this.items = List.copyOf(items);
    this.features = features;
    this.rows = new HashMap<>(items.size() * 2);
    for (int row = 0; row < items.size(); row++) {
      if (rows.put(items.get(row), row) != null) {
        throw new IllegalArgumentException("items: \"" + items.get(row) + "\" is listed twice");
      }
    }
    this.digest = BaseFormat.digest(weights, items, features);
  }

  private static void requireFitting(Weights weights, Features features) {
    FeatureRows rows = features.vocabulary().rows();
    if (!rows.equals(weights.shape().features())) {
      throw new IllegalArgumentException(
          "features: vocabulary has " + rows + ", weights have " + weights.shape().features());
    }
    int described = rows.ofItems() ? weights.items() : 0;
    if (features.items().size() != described) {
      throw new IllegalArgumentException(
          "features: " + features.items().size() + " items are described, must be " + described);
    }
  }

  /**
   * Reads a release from a folder.
   *
   * @throws RicordoException naming the file that is missing or damaged
   */
  public static Base read(Path folder) {
    try {
      return BaseFormat.read(folder);
    } catch (IOException e) {
      throw new RicordoException("base: cannot be read from " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the release to a folder, in such a way that a reader sees all of it or none.
   *
   * @throws RicordoException if the folder cannot be written
   */
  public void write(Path folder) {
    try {
      BaseFormat.write(this, folder);
    } catch (IOException e) {
      throw new RicordoException("base: cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  public Weights weights() {
    return weights;
  }

  public Shape shape() {
    return weights.shape();
  }

  public Mix mix() {
    return manifest.mix();
  }

  /** What the items and events of the training part were like, frozen with the weights. */
  public Features features() {
    return features;
  }

  /** What the shared sums hold and show. */
  public CollectiveRules collectiveRules() {
    return manifest.collectiveRules();
  }

  /**
   * SHA-256 over the bytes of weights, items and features: memories folded on the same digest are
   * comparable bit for bit. The mix is not part of it.
   */
  public byte[] digest() {
    return digest.clone();
  }

  /** The item of each row. */
  public List<ItemId> items() {
    return items;
  }

  /** The row of an item, or {@link #UNTRAINED}. */
  public int row(ItemId item) {
    return rows.getOrDefault(item, UNTRAINED);
  }

  /** For each item of a list whether the base was not trained on it. */
  public boolean[] untrained(List<ItemId> list) {
    boolean[] untrained = new boolean[list.size()];
    for (int i = 0; i < untrained.length; i++) {
      untrained[i] = row(list.get(i)) == UNTRAINED;
    }
    return untrained;
  }

  /** A catalogue of the items the base was trained on, by id alone. */
  public Catalogue catalogue() {
    return Catalogue.of(items.stream().map(Item::of).toList());
  }

  /** The same items with the categories and brands that they had then, as far as they are known. */
  public Catalogue describedCatalogue() {
    return features.items().isEmpty()
        ? catalogue()
        : Catalogue.of(IntStream.range(0, items.size()).mapToObj(this::described).toList());
  }

  private Item described(int row) {
    ItemFeatures known = features.items().get(row);
    Vocabulary words = features.vocabulary();
    String category =
        known.categories().stream().map(words.categories()::get).collect(Collectors.joining("|"));
    String brand = known.brand() == ItemFeatures.UNKNOWN ? "" : words.brands().get(known.brand());
    return new Item(items.get(row), "", category, brand, OptionalDouble.empty());
  }

  /** The same weights under another mix. */
  public Base withMix(Mix mix) {
    return new Base(manifest.withMix(mix), weights, items, features);
  }

  /** The same weights under other rules for the shared sums. */
  public Base withCollectiveRules(CollectiveRules rules) {
    return new Base(manifest.withCollectiveRules(rules), weights, items, features);
  }

  /** The same weights, said to be trained on a panel of a journal. */
  public Base withPanel(PanelReference panel) {
    return new Base(manifest.withPanel(panel), weights, items, features);
  }
}
