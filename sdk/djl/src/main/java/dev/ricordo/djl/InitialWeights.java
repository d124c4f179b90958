package dev.ricordo.djl;

import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Where training starts: normal numbers from a seed, each tensor from its own stream. */
final class InitialWeights {

  private static final double SMALL = 0.02;
  private static final float RETENTION_BIAS = 4;
  private static final float LEVEL_RATE = -1;

  private InitialWeights() {}

  static Weights of(Shape shape, int items, long seed) {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      arrays.put(tensor, initial(tensor, shape, new float[tensor.size(shape, items)], seed));
    }
    return new Weights(shape, items, arrays);
  }

  private static float[] initial(Tensor tensor, Shape shape, float[] array, long seed) {
    Random random = new Random(31 * seed + tensor.ordinal());
    double wide = 1 / Math.sqrt(shape.width());
    double head = 1 / Math.sqrt(shape.headWidth());
    return switch (tensor) {
      case ITEM, START, KIND, GAP, OUTPUT, START_RATE, HIDDEN_OUT, LEVEL_OUT ->
          normal(array, SMALL, random);
      case CATEGORY, BRAND, PRICE, QUANTITY, DWELL, CHANNEL, CAMPAIGN ->
          normal(array, SMALL, random);
      case HEAD_INPUT, QUERY, GATE, HIDDEN_IN, LEVEL_IN, LEVEL_TARGET ->
          normal(array, wide, random);
      case START_KEY, START_VALUE, START_MAIN -> normal(array, head, random);
      case INPUT_GAIN, MEMORY_GAIN, HEAD_GAIN, HIDDEN_GAIN, LEVEL_GAIN, CONTEXT_GAIN ->
          filled(array, 1);
      case LEVEL_RATE -> filled(array, LEVEL_RATE);
      case LEVEL_RETENTION -> filled(array, RETENTION_BIAS);
      case CONVOLUTION -> currentEventOnly(array, shape);
      case RATE_BIAS -> retentionBias(array);
      case ITEM_BIAS, SHARED_READ, LEVEL_SCALE, CONTEXT_BIAS -> array;
      case MEMORY_MOMENTUM, LEVEL_MOMENTUM -> array;
    };
  }

  private static float[] normal(float[] array, double deviation, Random random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) (deviation * random.nextGaussian());
    }
    return array;
  }

  private static float[] filled(float[] array, float value) {
    Arrays.fill(array, value);
    return array;
  }

  /** Convolution (1, 0, 0). */
  private static float[] currentEventOnly(float[] array, Shape shape) {
    Arrays.fill(array, 0, shape.width(), 1);
    return array;
  }

  /** Rates start at 1/2, retentions near 1. */
  private static float[] retentionBias(float[] array) {
    for (int i = 1; i < array.length; i += 2) {
      array[i] = RETENTION_BIAS;
    }
    return array;
  }
}
