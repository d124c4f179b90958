package dev.ricordo.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Weights in training: computes the gradient of a batch and takes a step.
 *
 * <p>Its arrays belong to the manager it was made with. Not thread-safe.
 */
/*
 * The item, start, kind and gap tables stay out of autograd: its gradient of a look-up adds rows with
 * atomics, in an order that changes from run to run. The look-up's result is a leaf instead; its
 * gradient is added to the rows by plain loops, and so is the one-hot part of the cross-entropy. All
 * other tensors are copied into fresh leaves at each step, so no gradient outlives its step.
 */
final class Learner {

  private static final Set<Tensor> TABLES =
      EnumSet.of(Tensor.ITEM, Tensor.ITEM_BIAS, Tensor.START, Tensor.KIND, Tensor.GAP);

  private final NDManager manager;
  private final Shape shape;
  private final int items;
  private final float dropout;
  private final Map<Tensor, NDArray> weights = new EnumMap<>(Tensor.class);
  private final AdamW optimiser;

  Learner(NDManager manager, Weights initial, TrainingSettings settings) {
    this.manager = manager;
    this.shape = initial.shape();
    this.items = initial.items();
    this.dropout = (float) settings.dropout();
    for (Tensor tensor : Tensor.values()) {
      weights.put(tensor, array(manager, initial, tensor));
    }
    this.optimiser = new AdamW(weights, settings);
  }

  /** A tensor of given weights as an array of its own. */
  static NDArray array(NDManager manager, Weights weights, Tensor tensor) {
    int[] dimensions = tensor.dimensions(weights.shape(), weights.items());
    long[] lengths = new long[dimensions.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dimensions[i];
    }
    ai.djl.ndarray.types.Shape arrayShape = new ai.djl.ndarray.types.Shape(lengths);
    // A copy: the first array is backed by Java's memory, whose alignment may change between runs.
    try (NDArray borrowed = manager.create(weights.get(tensor), arrayShape)) {
      return borrowed.duplicate();
    }
  }

  /** The weights as they are now. */
  Weights weights() {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    weights.forEach((tensor, array) -> arrays.put(tensor, array.toFloatArray()));
    return new Weights(shape, items, arrays);
  }

  /**
   * One step of the optimiser on one batch; without one if the loss is not finite.
   *
   * @return the loss before the step, in nats
   */
  double step(TrainingBatch batch) {
    try (NDManager local = manager.newSubManager()) {
      Map<Tensor, NDArray> gradients = new EnumMap<>(Tensor.class);
      double loss = gradients(local, batch, gradients);
      double norm = AdamW.norm(gradients);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        return Double.isFinite(loss) ? norm : loss;
      }
      optimiser.step(gradients, norm);
      return loss;
    }
  }

  /**
   * Loss and gradients of a batch.
   *
   * @param gradients receives one array per tensor, owned by {@code local}
   */
  double gradients(NDManager local, TrainingBatch batch, Map<Tensor, NDArray> gradients) {
    Map<Tensor, NDArray> leaves = leaves(local);
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray events = tables(local).embed(local, batch.events());
      events.setRequiresGradient(true);
      NDArray contexts =
          new HopeNetwork(shape, leaves, dropout)
              .read(events, HopeNetwork.State.INITIAL)
              .contexts();
      NDArray flat = contexts.reshape(-1, shape.width());
      NDArray predicting = flat.stopGradient().get(local.create(batch.places()));
      predicting.attach(local);
      CrossEntropy.Result loss =
          CrossEntropy.of(local, predicting, itemTable(local), batch.targets());
      NDArray back = contextGradient(local, batch, loss);
      collector.backward(flat.mul(back).sum());
      leaves.forEach((tensor, leaf) -> gradients.put(tensor, leaf.getGradient()));
      new TableGradients(shape, items, batch)
          .collect(local, events.getGradient(), predicting, loss.expected(), gradients);
      return loss.loss();
    }
  }

  private Map<Tensor, NDArray> leaves(NDManager local) {
    Map<Tensor, NDArray> leaves = new EnumMap<>(Tensor.class);
    weights.forEach(
        (tensor, array) -> {
          if (!TABLES.contains(tensor)) {
            NDArray leaf = array.duplicate();
            leaf.attach(local);
            leaf.setRequiresGradient(true);
            leaves.put(tensor, leaf);
          }
        });
    return leaves;
  }

  private EventTables tables(NDManager local) {
    return new EventTables(
        local, get(Tensor.ITEM), get(Tensor.START), get(Tensor.KIND), get(Tensor.GAP));
  }

  /** E and b side by side, {@code [V, d + 1]}. */
  private NDArray itemTable(NDManager local) {
    NDArray bias = get(Tensor.ITEM_BIAS).reshape(items, 1);
    bias.attach(local);
    NDArray table = NDArrays.concat(new NDList(get(Tensor.ITEM), bias), 1);
    table.attach(local);
    return table;
  }

  /** The gradient of the loss by the contexts {@code [L B, d]}, 0 where nothing is predicted. */
  private NDArray contextGradient(NDManager local, TrainingBatch batch, CrossEntropy.Result loss) {
    long[] targets = new long[batch.targets().length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = batch.targets()[i];
    }
    NDArray hit = get(Tensor.ITEM).get(local.create(targets));
    hit.attach(local);
    NDArray probable = loss.probable().get(new NDIndex(":, :" + shape.width()));
    NDArray gradient = probable.sub(hit).divi(targets.length);
    NDArray none = local.zeros(new ai.djl.ndarray.types.Shape(1, shape.width()));
    NDArray spread =
        NDArrays.concat(new NDList(gradient, none)).get(local.create(batch.positions()));
    spread.attach(local);
    return spread;
  }

  private NDArray get(Tensor tensor) {
    NDArray array = weights.get(tensor);
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
