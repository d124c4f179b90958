package dev.ricordo.base;

import dev.ricordo.event.ItemId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Bases with random weights, the same for the same seed: enough to test everything but taste. */
public final class RandomBases {

  private RandomBases() {}

  /** A base of the default shape with items {@code i0}, {@code i1}, ... */
  public static Base create(long seed, int items) {
    return create(seed, items, Shape.DEFAULT, new Mix(Mix.Family.LOG, 2, 1, 0));
  }

  public static Base create(long seed, int items, Shape shape, Mix mix) {
    return create(seed, items, shape, mix, Features.NONE);
  }

  /** With features: the shape gets the tables that their vocabulary asks for. */
  public static Base create(long seed, int items, Shape given, Mix mix, Features features) {
    Shape shape = given.with(features.vocabulary().rows());
    Random random = new Random(seed);
    Map<Weights.Tensor, float[]> arrays = new EnumMap<>(Weights.Tensor.class);
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      arrays.put(tensor, array(tensor, tensor.size(shape, items), shape, random));
    }
    Manifest manifest =
        new Manifest("random-" + seed, shape, mix, "none", seed, "test", Map.of(), Map.of());
    List<ItemId> ids = IntStream.range(0, items).mapToObj(i -> ItemId.of("i" + i)).toList();
    return new Base(manifest, new Weights(shape, items, arrays), ids, features);
  }

  /**
   * Features of so many items: category {@code even} or {@code odd} by the number of the item, all
   * of category {@code all}, brands {@code b0} to {@code b2} in turn, every fourth without a price.
   */
  public static Features features(int items) {
    Vocabulary vocabulary =
        new Vocabulary(
            List.of("all", "even", "odd"),
            List.of("b0", "b1", "b2"),
            List.of(5.0, 20.0),
            true,
            true,
            List.of("app", "web"),
            List.of("spring"));
    List<ItemFeatures> known =
        IntStream.range(0, items)
            .mapToObj(
                i ->
                    new ItemFeatures(
                        List.of(0, 1 + i % 2), i % 3, i % 4 == 0 ? ItemFeatures.UNKNOWN : i % 3))
            .toList();
    return new Features(vocabulary, known);
  }

  private static float[] array(Weights.Tensor tensor, int size, Shape shape, Random random) {
    double mean =
        switch (tensor) {
          case INPUT_GAIN, MEMORY_GAIN, HEAD_GAIN, HIDDEN_GAIN, LEVEL_GAIN, CONTEXT_GAIN -> 1;
          case CONVOLUTION -> 0.5;
          case SHARED_READ, LEVEL_SCALE -> 0.3;
          default -> 0;
        };
    double deviation =
        switch (tensor) {
          case ITEM, START, KIND, GAP, CATEGORY, BRAND, PRICE -> 0.3;
          case QUANTITY, DWELL, CHANNEL, CAMPAIGN -> 0.3;
          case START_KEY, START_VALUE, START_MAIN, START_RATE -> 1 / Math.sqrt(shape.headWidth());
          case RATE_BIAS -> 1;
          default -> 1 / Math.sqrt(shape.width());
        };
    float[] array = new float[size];
    for (int i = 0; i < size; i++) {
      array[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return array;
  }
}
