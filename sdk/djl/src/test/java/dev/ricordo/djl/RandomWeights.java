package dev.ricordo.djl;

import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Weights far from where training starts, so that every tensor matters. */
final class RandomWeights {

  private RandomWeights() {}

  static Weights of(Shape shape, int items, long seed) {
    Random random = new Random(seed);
    Weights initial = InitialWeights.of(shape, items, seed);
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      float[] array = initial.get(tensor).clone();
      for (int i = 0; i < array.length; i++) {
        array[i] += (float) (0.1 * random.nextGaussian());
      }
      arrays.put(tensor, array);
    }
    return new Weights(shape, items, arrays);
  }
}
