package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of each of B customers: {@link HopeNetwork} up to the continuum levels, and levels that
 * change whenever it is the customer's own turn. Not thread-safe.
 *
 * <p>Every array made by a step belongs to the managers of what it is given.
 */
/*
 * Equations as in dev.ricordo.memory.ContinuumMemory, per level with a, a' [B, 1, r], F, G [B, r, d]:
 *
 *   e = l2(x T) - a' F       G <- G + a'^T e      u = gelu(RMS(h) A)      a = l2(u)
 *   h <- h + u B + g a F     F <- lambda F + min(eta / sqrt(C), 1 / C) G, G = 0   for those whose turn it is
 *   with momentum            V <- mu V + (1 - mu) min(...) G, F <- lambda F + V
 *
 * Whatever is taken from the weights alone is taken once: it belongs to their manager, which outlives
 * every step.
 */
final class CrowdNetwork {

  private static final double EPSILON = 1e-6;

  private final boolean writes;
  private final boolean momentum;
  private final int width;
  private final HopeNetwork inner;
  private final List<Level> levels = new ArrayList<>();

  /** The constants of a continuum level; the target T is everybody's. */
  private record Level(
      NDArray target,
      NDArray gain,
      NDArray in,
      NDArray out,
      NDArray scale,
      NDArray rate,
      NDArray retention,
      @Nullable Inertia inertia) {

    /** How many of {@link CrowdField} it has: F, G, a, perhaps V. */
    int fields() {
      return inertia == null ? 3 : 4;
    }
  }

  /** Which customers' levels change after an event. */
  sealed interface Turn {

    /** Nobody's. */
    record None() implements Turn {}

    /** Everybody's. */
    record All() implements Turn {}

    /**
     * Some customers'.
     *
     * @param mask {@code [B, 1, 1]}, true where it is the customer's turn
     */
    record Some(NDArray mask) implements Turn {}
  }

  /**
   * @param weights every tensor but those of the item, kind and gap tables; its owner closes them
   */
  CrowdNetwork(Shape shape, Map<Tensor, NDArray> weights) {
    writes = shape.memoryWrites();
    momentum = shape.writing().hasMomentum();
    width = shape.width();
    inner = new HopeNetwork(shape, weights);
    Continuum continuum = shape.continuum();
    for (int level = 0; level < continuum.levels(); level++) {
      levels.add(level(weights, level, continuum));
    }
  }

  private static Level level(Map<Tensor, NDArray> weights, int level, Continuum continuum) {
    int cadence = continuum.cadences().get(level);
    boolean moves = continuum.optimisers().get(level) == Optimiser.MOMENTUM;
    NDArray eta = Activation.sigmoid(get(weights, Tensor.LEVEL_RATE).get(level));
    NDManager manager = eta.getManager();
    NDArray root = Torch.number(manager, Math.sqrt(cadence));
    return new Level(
        get(weights, Tensor.LEVEL_TARGET),
        get(weights, Tensor.LEVEL_GAIN).get(level),
        get(weights, Tensor.LEVEL_IN).get(level),
        get(weights, Tensor.LEVEL_OUT).get(level),
        get(weights, Tensor.LEVEL_SCALE).get(level),
        eta.div(root).minimum(Torch.number(manager, 1.0 / cadence)),
        Activation.sigmoid(get(weights, Tensor.LEVEL_RETENTION).get(level)),
        moves ? Inertia.of(get(weights, Tensor.LEVEL_MOMENTUM).get(level)) : null);
  }

  private static NDArray get(Map<Tensor, NDArray> weights, Tensor tensor) {
    NDArray array = weights.get(tensor);
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }

  /**
   * The states after one event each.
   *
   * @param events embeddings x0 {@code [1, B, d]}
   * @param before the fields of {@link CrowdField}, in their order
   * @param turns of each level
   */
  NDList read(NDArray events, NDList before, List<Turn> turns) {
    long batch = events.getShape().get(1);
    NDArray fast = before.get(CrowdField.FAST);
    NDArray mean = momentum ? before.get(before.size() - 1) : null;
    NDArray tail = before.get(CrowdField.TAIL).reshape(2, batch, width);
    HopeNetwork.Inner read = inner.inner(events, new MemoryScan.Memory(fast, mean), tail);
    NDArray written = read.memory().matrix();
    NDList states = new NDList();
    NDArray h = read.h();
    if (!levels.isEmpty()) {
      NDArray next = Torch.unit(read.x().matMul(levels.get(0).target())).reshape(batch, 1, width);
      int first = CrowdField.LEVELS;
      for (int i = 0; i < levels.size(); i++) {
        Level level = levels.get(i);
        List<NDArray> state = before.subList(first, first + level.fields());
        h = level(level, h, next, state, turns.get(i), states);
        first += level.fields();
      }
    }
    NDList after = new NDList(written == null ? fast : written);
    after.add(read.tail().reshape(2 * batch, 1, width));
    after.add(inner.context(h).reshape(batch, 1, width));
    after.addAll(states);
    if (mean != null) {
      after.add(read.memory().momentum() == null ? mean : read.memory().momentum());
    }
    return after;
  }

  /**
   * h after a level {@code [1, B, d]}.
   *
   * @param next what the level should have expected {@code [B, 1, d]}
   * @param state F, G, a', perhaps V
   * @param after the level's new fields are added to it
   */
  private NDArray level(
      Level level, NDArray h, NDArray next, List<NDArray> state, Turn turn, NDList after) {
    NDArray delta = state.get(0);
    NDArray previous = state.get(2);
    NDArray hidden = Activation.gelu(normed(h, level).matMul(level.in()));
    NDArray activation = Torch.unit(hidden).reshape(previous.getShape());
    NDArray departure = activation.matMul(delta).reshape(h.getShape());
    if (writes) {
      NDArray error = next.sub(previous.matMul(delta));
      NDArray gradient = state.get(1).add(previous.transpose(0, 2, 1).mul(error));
      NDList changed = consolidated(level, state, gradient, turn);
      after.addAll(changed.subList(0, 2));
      after.add(activation);
      after.addAll(changed.subList(2, changed.size()));
    } else {
      after.addAll(state.subList(0, 2));
      after.add(activation);
      after.addAll(state.subList(3, state.size()));
    }
    return h.add(hidden.matMul(level.out())).add(departure.mul(level.scale()));
  }

  /**
   * F, G and perhaps V, changed where it is the customer's turn.
   *
   * @param state F, G, a', perhaps V
   * @param gradient the new G
   */
  private static NDList consolidated(
      Level level, List<NDArray> state, NDArray gradient, Turn turn) {
    NDList before = new NDList(state.get(0), gradient);
    before.addAll(state.subList(3, state.size()));
    if (turn instanceof Turn.None) {
      return before;
    }
    NDList after = changed(level, before);
    if (turn instanceof Turn.Some some) {
      NDArray mask = some.mask().broadcast(gradient.getShape());
      for (int field = 0; field < after.size(); field++) {
        after.set(field, NDArrays.where(mask, after.get(field), before.get(field)));
      }
    }
    return after;
  }

  /** F, 0 and perhaps V after a change. */
  private static NDList changed(Level level, NDList before) {
    NDArray gradient = before.get(1);
    NDArray change = gradient.mul(level.rate());
    Inertia inertia = level.inertia();
    if (inertia != null) {
      change = inertia.after(before.get(2), change);
    }
    NDList after = new NDList(before.get(0).mul(level.retention()).add(change));
    after.add(gradient.zerosLike());
    if (inertia != null) {
      after.add(change);
    }
    return after;
  }

  private static NDArray normed(NDArray h, Level level) {
    NDArray square = h.square().mean(new int[] {2}, true);
    return h.div(square.add(EPSILON).sqrt()).mul(level.gain());
  }
}
