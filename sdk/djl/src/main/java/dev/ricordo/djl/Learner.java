package dev.ricordo.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Weights in training: computes the gradient of a batch and takes a step.
 *
 * <p>Its arrays belong to the manager it was made with; whoever makes it closes it. Not
 * thread-safe.
 *
 * @param <W> the weights as callers know them
 * @param <S> what the network keeps between two stretches of events
 */
/*
 * The tables that items and events are looked up in stay out of autograd: its gradient of a look-up adds rows with
 * atomics, in an order that changes from run to run. The look-up's result is a leaf instead; its
 * gradient is added to the rows by plain loops, and so is the one-hot part of the cross-entropy. All
 * other tensors are copied into fresh leaves at each step, so no gradient outlives its step.
 *
 * A batch is cut into two parts that two threads work on, each operation on one thread. A network that
 * goes event by event has thousands of small operations per step: with PyTorch's own threads inside each
 * of them, the same step took ten times the processor time on a busy machine of two cores.
 */
final class Learner<W, S extends SequenceNetwork.State<S>> implements AutoCloseable {

  private final NDManager manager;
  private final Architecture<W, S> architecture;
  private final TrainingSettings settings;
  private final ExecutorService workers;
  private final int parts;
  private final Map<String, NDArray> weights;
  private final List<Workspace> workspaces;
  private final AdamW optimiser;
  private long steps;

  /**
   * @param total steps that will be taken
   */
  Learner(
      NDManager manager,
      Architecture<W, S> architecture,
      W initial,
      TrainingSettings settings,
      int total) {
    this.manager = manager;
    this.architecture = architecture;
    this.settings = settings;
    // The same number of parts on every CPU, so that the number of processors changes no byte.
    this.parts = manager.getDevice().isGpu() ? 1 : TrainingSettings.CPU_PARTS;
    this.workers = Executors.newFixedThreadPool(parts, Learner::thread);
    this.weights = architecture.arrays(manager, initial);
    this.workspaces = Stream.generate(this::workspace).limit(parts).toList();
    this.optimiser = new AdamW(weights, settings, total);
    Torch.warmUpAutograd(manager);
  }

  /** What one part of a batch is worked on with, step after step. */
  private record Workspace(GradientTape tape, TableGradients tables) {}

  private Workspace workspace() {
    return new Workspace(GradientTape.recording(), new TableGradients(width(), items(), weights));
  }

  /** The weights as they are now. */
  W weights() {
    return architecture.weights(weights);
  }

  /**
   * One step of the optimiser on one batch; without one if the loss is not finite.
   *
   * @return the loss before the step, in nats
   * @throws RicordoException if a part fails or the thread is interrupted; it stays interrupted
   */
  double step(TrainingBatches.Deal deal) {
    try (NDManager local = manager.newSubManager()) {
      Map<String, NDArray> gradients = new HashMap<>();
      double loss = gradients(local, deal, gradients);
      double norm = optimiser.norm(gradients);
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
  double gradients(NDManager local, TrainingBatches.Deal deal, Map<String, NDArray> gradients) {
    List<TrainingBatch> batches = deal.parts(parts);
    NDArray meanings = architecture.meanings(local, weights);
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      List<CompletableFuture<Part>> futures = new ArrayList<>();
      for (int i = 0; i < batches.size(); i++) {
        TrainingBatch batch = batches.get(i);
        long seed = (settings.seed() * 1_000_003 + steps) * TrainingSettings.CPU_PARTS + i;
        Workspace workspace = workspaces.get(i);
        futures.add(
            CompletableFuture.supplyAsync(
                () -> part(local, collector, meanings, batch, seed, workspace), workers));
      }
      double loss = 0;
      for (Part part : results(futures)) {
        loss += part.loss();
        part.gradients().forEach((name, array) -> gradients.merge(name, array, NDArray::addi));
      }
      architecture.handBack(local, gradients);
      return loss / batches.get(0).total();
    }
  }

  /**
   * What one part adds.
   *
   * @param loss sum over its positions
   */
  private record Part(double loss, Map<String, NDArray> gradients) {}

  /**
   * @param meanings E {@code [V, d]}, shared by all parts
   */
  private Part part(
      NDManager local,
      GradientCollector collector,
      NDArray meanings,
      TrainingBatch batch,
      long seed,
      Workspace workspace) {
    GradientTape tape = workspace.tape();
    Map<String, NDArray> gradients = new HashMap<>();
    try (NDManager own = local.newSubManager()) {
      Map<String, NDArray> leaves = copies(own);
      leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
      EventTables tables = new EventTables(own, meanings, weights);
      S state = filled(own, tables, batch);
      NDArray events = tables.embed(own, batch.events());
      events.setRequiresGradient(true);
      DropoutMasks dropout = new DropoutMasks(seed, settings.dropout());
      NDArray contexts = architecture.network(leaves, dropout, tape).read(events, state).contexts();
      NDArray flat = contexts.reshape(-1, width());
      NDArray predicting = flat.stopGradient().get(Torch.array(own, batch.places()));
      predicting.attach(own);
      NDArray table = itemTable(own, meanings);
      CrossEntropy.Result loss = CrossEntropy.of(own, predicting, table, batch.targets());
      NDArray back = contextGradient(own, meanings, batch, loss);
      tape.backward(collector, flat.mul(back).sum());
      leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient()));
      workspace
          .tables()
          .collect(own, batch, events.getGradient(), predicting, loss.expected(), gradients);
      gradients.keySet().retainAll(weights.keySet());
      gradients.values().forEach(gradient -> gradient.attach(local));
      return new Part(loss.loss(), gradients);
    } finally {
      tape.clear();
    }
  }

  /** What is kept of the events before the batch, as serving would have kept it. */
  private S filled(NDManager own, EventTables tables, TrainingBatch batch) {
    S state = architecture.initial();
    for (EventBatch before : batch.before()) {
      try (NDManager local = own.newSubManager()) {
        SequenceNetwork<S> network =
            architecture.network(copies(local), DropoutMasks.none(), GradientTape.off());
        state = network.read(tables.embed(local, before), state).state().attach(own);
      }
    }
    return state;
  }

  /**
   * The results, once all are there: whoever fails or is interrupted leaves nobody at work on the
   * arrays of the batch.
   */
  private static List<Part> results(List<CompletableFuture<Part>> futures) {
    List<Part> results = new ArrayList<>();
    RicordoException failure = null;
    for (CompletableFuture<Part> future : futures) {
      try {
        results.add(future.join()); // waits on when it is interrupted, unlike get
      } catch (CompletionException e) {
        RicordoException another = new RicordoException("training: " + e.getCause(), e);
        if (failure == null) {
          failure = another;
        } else {
          failure.addSuppressed(another);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new RicordoException("training: was interrupted");
    }
    return results;
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

  /** A copy of every array but the tables, owned by the given manager. */
  private Map<String, NDArray> copies(NDManager local) {
    Map<String, NDArray> leaves = new HashMap<>();
    weights.forEach(
        (name, array) -> {
          if (!EventTables.NAMES.contains(name)) {
            NDArray leaf = array.duplicate();
            leaf.attach(local);
            leaves.put(name, leaf);
          }
        });
    return leaves;
  }

  /** E and b side by side, {@code [V, d + 1]}. */
  private NDArray itemTable(NDManager local, NDArray meanings) {
    NDArray bias = get(EventTables.ITEM_BIAS).reshape(items(), 1);
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
    NDArray hit = meanings.get(Torch.array(local, targets));
    hit.attach(local);
    NDArray probable = loss.probable().get(new NDIndex(":, :" + width()));
    NDArray gradient = probable.sub(hit).divi(batch.total());
    NDArray none = local.zeros(new Shape(1, width()));
    NDArray spread =
        NDArrays.concat(new NDList(gradient, none)).get(Torch.array(local, batch.positions()));
    spread.attach(local);
    return spread;
  }

  /** V, the rows of the item table. */
  int items() {
    return (int) get(EventTables.ITEM).getShape().get(0);
  }

  private int width() {
    return (int) get(EventTables.ITEM).getShape().get(1);
  }

  private NDArray get(String name) {
    NDArray array = weights.get(name);
    if (array == null) {
      throw new RicordoBug("no array for " + name);
    }
    return array;
  }
}
