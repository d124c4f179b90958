package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Composes what items mean from their own rows and their features, as {@link ItemEmbeddings} does,
 * and hands the gradient back to both.
 *
 * <pre>
 *   E(i) = ITEM[i] + sum over the n categories c of CATEGORY[c] / sqrt(n) + BRAND[b] + PRICE[p]
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
/*
 * Plain loops in the order of the items: few operations beside the scores of the catalogue, and the same
 * sums at every run, which a scatter on the device does not promise.
 */
final class ItemComposition {

  private final Shape shape;
  private final int items;
  private final int[][] categories;
  private final float[] shares;
  private final int[] brands;
  private final int[] prices;

  /**
   * @param features of each item
   */
  ItemComposition(Shape shape, List<ItemFeatures> features) {
    this.shape = shape;
    this.items = features.size();
    categories = new int[items][];
    shares = new float[items];
    brands = features.stream().mapToInt(ItemFeatures::brand).toArray();
    prices = features.stream().mapToInt(ItemFeatures::price).toArray();
    for (int item = 0; item < items; item++) {
      ItemFeatures known = features.get(item);
      categories[item] = known.categories().stream().mapToInt(Integer::intValue).toArray();
      shares[item] = ItemEmbeddings.categoryShare(known);
    }
  }

  /** V, how many items there are. */
  int items() {
    return items;
  }

  /**
   * E {@code [V, d]}: ITEM itself if there are no features of items.
   *
   * @param local owns the result, unless it is ITEM
   */
  NDArray compose(NDManager local, Map<String, NDArray> weights) {
    NDArray item = get(weights, Tensor.ITEM);
    if (!shape.features().ofItems()) {
      return item;
    }
    float[] category = values(weights, Tensor.CATEGORY);
    float[] brand = values(weights, Tensor.BRAND);
    float[] price = values(weights, Tensor.PRICE);
    return Torch.filled(
            local,
            new ai.djl.ndarray.types.Shape(items, shape.width()),
            sums -> {
              float[] sum = new float[shape.width()];
              for (int i = 0; i < items; i++) {
                Arrays.fill(sum, 0f);
                for (int each : categories[i]) {
                  add(sum, 0, category, each, shares[i]);
                }
                if (brands[i] != ItemFeatures.UNKNOWN) {
                  add(sum, 0, brand, brands[i], 1);
                }
                if (prices[i] != ItemFeatures.UNKNOWN) {
                  add(sum, 0, price, prices[i], 1);
                }
                sums.put(sum);
              }
            })
        .addi(item);
  }

  /**
   * Adds to the gradients those of the features.
   *
   * @param gradients hold that by E under {@link Tensor#ITEM}, which is that by ITEM as well
   */
  void handBack(NDManager local, Map<String, NDArray> gradients) {
    if (!shape.features().ofItems()) {
      return;
    }
    int d = shape.width();
    FloatBuffer whole = Torch.numbers(get(gradients, Tensor.ITEM));
    float[] one = new float[d];
    float[] category = new float[shape.features().categories() * d];
    float[] brand = new float[shape.features().brands() * d];
    float[] price = new float[shape.features().prices() * d];
    for (int i = 0; i < items; i++) {
      whole.get(i * d, one);
      for (int each : categories[i]) {
        add(category, each, one, 0, shares[i]);
      }
      if (brands[i] != ItemFeatures.UNKNOWN) {
        add(brand, brands[i], one, 0, 1);
      }
      if (prices[i] != ItemFeatures.UNKNOWN) {
        add(price, prices[i], one, 0, 1);
      }
    }
    put(local, gradients, Tensor.CATEGORY, category, d);
    put(local, gradients, Tensor.BRAND, brand, d);
    put(local, gradients, Tensor.PRICE, price, d);
  }

  private static void put(
      NDManager local, Map<String, NDArray> gradients, Tensor tensor, float[] values, int d) {
    if (values.length > 0) {
      gradients.put(tensor.key(), Torch.array(local, values, values.length / d, d));
    }
  }

  private void add(float[] to, int toRow, float[] from, int fromRow, float share) {
    int d = shape.width();
    for (int j = 0; j < d; j++) {
      to[toRow * d + j] += share * from[fromRow * d + j];
    }
  }

  private static float[] values(Map<String, NDArray> arrays, Tensor tensor) {
    NDArray array = arrays.get(tensor.key());
    return array == null ? new float[0] : array.toFloatArray();
  }

  private static NDArray get(Map<String, NDArray> arrays, Tensor tensor) {
    NDArray array = arrays.get(tensor.key());
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
