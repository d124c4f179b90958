package dev.ricordo.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Weights in training: computes the gradient of a batch and takes a step.
 *
 * <p>Its arrays belong to the manager it was made with; whoever makes it closes it. Not
 * thread-safe.
 */
/*
 * The tables that items and events are looked up in stay out of autograd: its gradient of a look-up adds rows with
 * atomics, in an order that changes from run to run. The look-up's result is a leaf instead; its
 * gradient is added to the rows by plain loops, and so is the one-hot part of the cross-entropy. All
 * other tensors are copied into fresh leaves at each step, so no gradient outlives its step.
 *
 * A batch is cut into two parts that two threads work on, each operation on one thread. The scan has
 * thousands of small operations per step: with PyTorch's own threads inside each of them, the same step
 * took ten times the processor time on a busy machine of two cores.
 */
final class Learner implements AutoCloseable {

  private static final int CPU_PARTS = 2;

  private static final Set<Tensor> TABLES =
      EnumSet.of(
          Tensor.ITEM,
          Tensor.ITEM_BIAS,
          Tensor.START,
          Tensor.KIND,
          Tensor.GAP,
          Tensor.CATEGORY,
          Tensor.BRAND,
          Tensor.PRICE,
          Tensor.QUANTITY,
          Tensor.DWELL,
          Tensor.CHANNEL,
          Tensor.CAMPAIGN);

  private final NDManager manager;
  private final Shape shape;
  private final int items;
  private final ItemComposition composition;
  private final TrainingSettings settings;
  private final ExecutorService workers;
  private final int parts;
  private final Map<Tensor, NDArray> weights = new EnumMap<>(Tensor.class);
  private final AdamW optimiser;
  private long steps;

  /** Of items without features. */
  Learner(NDManager manager, Weights initial, TrainingSettings settings) {
    this(manager, initial, Collections.nCopies(initial.items(), ItemFeatures.NONE), settings);
  }

  /**
   * @param features of each item
   */
  Learner(
      NDManager manager, Weights initial, List<ItemFeatures> features, TrainingSettings settings) {
    this.manager = manager;
    this.shape = initial.shape();
    this.items = initial.items();
    this.composition = new ItemComposition(shape, features);
    this.settings = settings;
    // The same number of parts on every CPU, so that the number of processors changes no byte.
    this.parts = manager.getDevice().isGpu() ? 1 : CPU_PARTS;
    this.workers = Executors.newFixedThreadPool(parts, Learner::thread);
    for (Tensor tensor : initial.tensors()) {
      weights.put(tensor, array(manager, initial, tensor));
    }
    this.optimiser = new AdamW(weights, settings);
    Torch.warmUpAutograd(manager);
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
  double step(TrainingBatches.Deal deal) {
    try (NDManager local = manager.newSubManager()) {
      Map<Tensor, NDArray> gradients = new EnumMap<>(Tensor.class);
      double loss = gradients(local, deal, gradients);
      double norm = AdamW.norm(gradients);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        return Double.isFinite(loss) ? norm : loss;
      }
      optimiser.step(gradients, norm);
      steps++;
      return loss;
    }
  }

  /**
   * Mean loss and gradients of a batch, its parts side by side, added up in their order.
   *
   * @param gradients receives one array per tensor, owned by {@code local}
   */
  double gradients(NDManager local, TrainingBatches.Deal deal, Map<Tensor, NDArray> gradients) {
    List<TrainingBatch> batches = deal.parts(parts);
    NDArray meanings = composition.compose(local, weights);
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      List<Future<Part>> futures = new ArrayList<>();
      for (int i = 0; i < batches.size(); i++) {
        TrainingBatch batch = batches.get(i);
        long seed = (settings.seed() * 1_000_003 + steps) * CPU_PARTS + i;
        futures.add(workers.submit(() -> part(local, collector, meanings, batch, seed)));
      }
      double loss = 0;
      for (Future<Part> future : futures) {
        Part part = result(future);
        loss += part.loss();
        part.gradients().forEach((tensor, array) -> gradients.merge(tensor, array, NDArray::addi));
      }
      composition.handBack(local, gradients);
      return loss / batches.get(0).total();
    }
  }

  /**
   * What one part adds.
   *
   * @param loss sum over its positions
   */
  private record Part(double loss, Map<Tensor, NDArray> gradients) {}

  /**
   * @param meanings E {@code [V, d]}, shared by all parts
   */
  private Part part(
      NDManager local,
      GradientCollector collector,
      NDArray meanings,
      TrainingBatch batch,
      long seed) {
    Map<Tensor, NDArray> gradients = new EnumMap<>(Tensor.class);
    try (NDManager own = local.newSubManager()) {
      Map<Tensor, NDArray> leaves = copies(own);
      leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
      EventTables tables = new EventTables(own, meanings, weights);
      HopeNetwork.State state = filled(own, tables, batch);
      NDArray events = tables.embed(own, batch.events());
      events.setRequiresGradient(true);
      DropoutMasks dropout = new DropoutMasks(seed, settings.dropout());
      NDArray contexts = new HopeNetwork(shape, leaves, dropout).read(events, state).contexts();
      NDArray flat = contexts.reshape(-1, shape.width());
      NDArray predicting = flat.stopGradient().get(own.create(batch.places()));
      predicting.attach(own);
      NDArray table = itemTable(own, meanings);
      CrossEntropy.Result loss = CrossEntropy.of(own, predicting, table, batch.targets());
      NDArray back = contextGradient(own, meanings, batch, loss);
      collector.backward(flat.mul(back).sum());
      leaves.forEach((tensor, leaf) -> gradients.put(tensor, leaf.getGradient()));
      new TableGradients(shape, items, batch)
          .collect(own, events.getGradient(), predicting, loss.expected(), gradients);
      gradients.values().forEach(gradient -> gradient.attach(local));
      return new Part(loss.loss(), gradients);
    }
  }

  /** The memories after the events before the batch, as serving would have filled them. */
  private HopeNetwork.State filled(NDManager own, EventTables tables, TrainingBatch batch) {
    HopeNetwork.State state = HopeNetwork.State.INITIAL;
    for (EventBatch before : batch.before()) {
      try (NDManager local = own.newSubManager()) {
        HopeNetwork network = new HopeNetwork(shape, copies(local), DropoutMasks.none());
        state = network.read(tables.embed(local, before), state).state().attach(own);
      }
    }
    return state;
  }

  private static Part result(Future<Part> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RicordoException("training: was interrupted", e);
    } catch (ExecutionException e) {
      throw new RicordoException("training: " + e.getCause(), e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ricordo-learner");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the threads; the arrays are closed with their manager. */
  @Override
  public void close() {
    workers.shutdown();
  }

  /** A copy of every tensor but the tables, owned by the given manager. */
  private Map<Tensor, NDArray> copies(NDManager local) {
    Map<Tensor, NDArray> leaves = new EnumMap<>(Tensor.class);
    weights.forEach(
        (tensor, array) -> {
          if (!TABLES.contains(tensor)) {
            NDArray leaf = array.duplicate();
            leaf.attach(local);
            leaves.put(tensor, leaf);
          }
        });
    return leaves;
  }

  /** E and b side by side, {@code [V, d + 1]}. */
  private NDArray itemTable(NDManager local, NDArray meanings) {
    NDArray bias = get(Tensor.ITEM_BIAS).reshape(items, 1);
    bias.attach(local);
    NDArray table = NDArrays.concat(new NDList(meanings, bias), 1);
    table.attach(local);
    return table;
  }

  /** The gradient of the loss by the contexts {@code [L B, d]}, 0 where nothing is predicted. */
  private NDArray contextGradient(
      NDManager local, NDArray meanings, TrainingBatch batch, CrossEntropy.Result loss) {
    long[] targets = new long[batch.targets().length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = batch.targets()[i];
    }
    NDArray hit = meanings.get(local.create(targets));
    hit.attach(local);
    NDArray probable = loss.probable().get(new NDIndex(":, :" + shape.width()));
    NDArray gradient = probable.sub(hit).divi(batch.total());
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
