package dev.ricordo.base;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.ItemId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What items mean, {@code E [n, d]}: first the rows of the base, then the items of a catalogue that
 * the base was not trained on but knows features of.
 *
 * <pre>
 *   E(i) = ITEM[i] + sum over the n known categories c of CATEGORY[c] / sqrt(n) + BRAND[b] + PRICE[p]
 * </pre>
 *
 * <p>ITEM is 0 for an untrained item, and what is not known adds nothing. Immutable and
 * thread-safe.
 */
/*
 * Trained items have the features that were frozen with the base, whatever the feed says today: their
 * rows mean the same to every memory of this base. Untrained items have only the feed, so a memory that
 * read one depends on it; the digest covers exactly that.
 */
public final class ItemEmbeddings {

  private final Base base;
  private final float[] table;
  private final Map<ItemId, Integer> untrained = new HashMap<>();
  private final byte[] digest;

  private ItemEmbeddings(Base base, List<Item> items) {
    this.base = base;
    List<ItemFeatures> features = new ArrayList<>(base.features().items());
    MessageDigest sha256 = sha256();
    for (Item item : items) {
      ItemFeatures known = base.features().of(item);
      if (!known.equals(ItemFeatures.NONE)) {
        untrained.put(item.id(), features.size());
        features.add(known);
        sha256.update(text(item.id(), known).getBytes(StandardCharsets.UTF_8));
      }
    }
    digest = sha256.digest();
    table = features.isEmpty() ? base.weights().get(Tensor.ITEM) : table(base, features);
  }

  private static String text(ItemId item, ItemFeatures known) {
    StringBuilder text = new StringBuilder(item.value()).append('\n');
    known.categories().forEach(row -> text.append(row).append(' '));
    return text.append(';')
        .append(known.brand())
        .append(';')
        .append(known.price())
        .append('\n')
        .toString();
  }

  /** The items that the base was trained on, and no other. */
  public static ItemEmbeddings of(Base base) {
    return new ItemEmbeddings(base, List.of());
  }

  /** The items that the base was trained on, and those of a catalogue that it was not. */
  public static ItemEmbeddings of(Base base, Catalogue catalogue) {
    List<Item> untrained =
        catalogue.items().stream()
            .filter(item -> base.row(item.id()) == Base.UNTRAINED)
            .sorted(Comparator.comparing(Item::id))
            .toList();
    return new ItemEmbeddings(base, untrained);
  }

  private static float[] table(Base base, List<ItemFeatures> features) {
    int d = base.shape().width();
    float[] item = base.weights().get(Tensor.ITEM);
    float[] table = Arrays.copyOf(item, features.size() * d);
    float[] category = base.weights().get(Tensor.CATEGORY);
    float[] brand = base.weights().get(Tensor.BRAND);
    float[] price = base.weights().get(Tensor.PRICE);
    for (int row = 0; row < features.size(); row++) {
      ItemFeatures known = features.get(row);
      float share = categoryShare(known);
      for (int each : known.categories()) {
        add(table, row, category, each, share, d);
      }
      if (known.brand() != ItemFeatures.UNKNOWN) {
        add(table, row, brand, known.brand(), 1, d);
      }
      if (known.price() != ItemFeatures.UNKNOWN) {
        add(table, row, price, known.price(), 1, d);
      }
    }
    return table;
  }

  /** {@code 1 / sqrt(n)}: what each of an item's n categories counts; 0 without any. */
  public static float categoryShare(ItemFeatures known) {
    int n = known.categories().size();
    return n == 0 ? 0 : (float) (1 / Math.sqrt(n));
  }

  private static void add(float[] to, int toRow, float[] from, int fromRow, float share, int d) {
    for (int j = 0; j < d; j++) {
      to[toRow * d + j] += share * from[fromRow * d + j];
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }

  public Base base() {
    return base;
  }

  /** The row of an item's meaning, or {@link Base#UNTRAINED} if nothing is known of it. */
  public int row(ItemId item) {
    int row = base.row(item);
    return row == Base.UNTRAINED ? untrained.getOrDefault(item, Base.UNTRAINED) : row;
  }

  /** E {@code [n, d]}: the array itself, do not change it. */
  public float[] table() {
    return table;
  }

  /**
   * SHA-256 over the known features of the untrained items: with the base's digest, all that a
   * memory depends on beside its journal.
   */
  public byte[] digest() {
    return digest.clone();
  }
}
