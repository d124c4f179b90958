package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoBug;
import java.util.HashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (here none), bias correction, clipping by the global norm, and a
 * rate that rises in a line over the warm-up and falls in a line over the whole training.
 *
 * <p>Its arrays belong to the manager of the weights. Not thread-safe.
 */
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final double MAX_NORM = 1.0;

  private final TrainingSettings settings;
  private final int total;
  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> first = new HashMap<>();
  private final Map<String, NDArray> second = new HashMap<>();
  private int steps;

  /**
   * @param total steps that will be taken
   */
  AdamW(Map<String, NDArray> weights, TrainingSettings settings, int total) {
    this.total = total;
    this.weights = weights;
    this.settings = settings;
    weights.forEach(
        (name, array) -> {
          first.put(name, array.zerosLike());
          second.put(name, array.zerosLike());
        });
  }

  /** The length of all gradients taken as one vector. */
  double norm(Map<String, NDArray> gradients) {
    double sum = 0;
    for (String name : weights.keySet()) {
      sum += get(gradients, name).square().sum().getFloat();
    }
    return Math.sqrt(sum);
  }

  /**
   * Moves the weights one step against the gradients, which it may overwrite.
   *
   * @param norm of the gradients
   */
  void step(Map<String, NDArray> gradients, double norm) {
    steps++;
    double clip = Math.min(1, MAX_NORM / (norm + 1e-6));
    double scale = rate(steps) / (1 - Math.pow(BETA1, steps));
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
    for (Map.Entry<String, NDArray> entry : gradients.entrySet()) {
      String name = entry.getKey();
      NDArray g = entry.getValue();
      NDManager local = g.getManager();
      g.muli(clip);
      NDArray m = get(first, name).muli(BETA1);
      m.addi(g.mul(1 - BETA1));
      NDArray v = get(second, name).muli(BETA2);
      v.addi(g.square().muli(1 - BETA2));
      NDArray root = v.sqrt();
      root.attach(local);
      NDArray move = m.mul(scale);
      move.attach(local);
      get(weights, name).subi(move.divi(root.divi(correction).addi(EPSILON)));
    }
  }

  /** The learning rate at a step, counted from 1. */
  private double rate(int step) {
    double risen = Math.min(1, (double) step / settings.warmUpSteps());
    double left = (double) (total - step + 1) / total;
    return settings.learningRate() * risen * left;
  }

  private static NDArray get(Map<String, NDArray> arrays, String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new RicordoBug("no array for " + name);
    }
    return array;
  }
}
