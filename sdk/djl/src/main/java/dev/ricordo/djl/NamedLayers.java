package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.ricordo.RicordoBug;
import java.util.Map;

/** The layers that the baselines' networks are made of, over arrays found by name. */
final class NamedLayers {

  private static final float EPSILON = 1e-5f;

  private final Map<String, NDArray> weights;

  NamedLayers(Map<String, NDArray> weights) {
    this.weights = weights;
  }

  /** {@code x W + w}, W under the name and w under {@code name_offset}. */
  NDArray affine(NDArray x, String name) {
    return x.matMul(get(name)).add(get(name + "_offset"));
  }

  /** Layer norm of the last axis with the gain {@code name_gain} and the bias {@code name_bias}. */
  NDArray norm(NDArray x, String name) {
    NDArray gain = get(name + "_gain");
    Shape width = gain.getShape();
    return LayerNorm.layerNorm(x, width, gain, get(name + "_bias"), EPSILON).singletonOrThrow();
  }

  NDArray get(String name) {
    NDArray array = weights.get(name);
    if (array == null) {
      throw new RicordoBug("no array for " + name);
    }
    return array;
  }
}
