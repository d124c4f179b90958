package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (here none), bias correction, clipping by the global norm and a
 * linear warm-up.
 *
 * <p>Its arrays belong to the manager of the weights. Not thread-safe.
 */
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final double MAX_NORM = 1.0;

  private final TrainingSettings settings;
  private final Map<Tensor, NDArray> weights;
  private final Map<Tensor, NDArray> first = new EnumMap<>(Tensor.class);
  private final Map<Tensor, NDArray> second = new EnumMap<>(Tensor.class);
  private int steps;

  AdamW(Map<Tensor, NDArray> weights, TrainingSettings settings) {
    this.weights = weights;
    this.settings = settings;
    weights.forEach(
        (tensor, array) -> {
          first.put(tensor, array.zerosLike());
          second.put(tensor, array.zerosLike());
        });
  }

  /** The length of all gradients taken as one vector. */
  static double norm(Map<Tensor, NDArray> gradients) {
    double sum = 0;
    for (NDArray gradient : gradients.values()) {
      sum += gradient.square().sum().getFloat();
    }
    return Math.sqrt(sum);
  }

  /**
   * Moves the weights one step against the gradients, which it may overwrite.
   *
   * @param norm of the gradients
   */
  void step(Map<Tensor, NDArray> gradients, double norm) {
    steps++;
    double clip = Math.min(1, MAX_NORM / (norm + 1e-6));
    double rate = settings.learningRate() * Math.min(1, steps / (double) settings.warmUpSteps());
    double scale = rate / (1 - Math.pow(BETA1, steps));
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
    for (Map.Entry<Tensor, NDArray> entry : gradients.entrySet()) {
      Tensor tensor = entry.getKey();
      NDArray g = entry.getValue();
      NDManager local = g.getManager();
      g.muli(clip);
      NDArray m = get(first, tensor).muli(BETA1);
      m.addi(g.mul(1 - BETA1));
      NDArray v = get(second, tensor).muli(BETA2);
      v.addi(g.square().muli(1 - BETA2));
      NDArray root = v.sqrt();
      root.attach(local);
      NDArray move = m.mul(scale);
      move.attach(local);
      get(weights, tensor).subi(move.divi(root.divi(correction).addi(EPSILON)));
    }
  }

  private static NDArray get(Map<Tensor, NDArray> arrays, Tensor tensor) {
    NDArray array = arrays.get(tensor);
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
