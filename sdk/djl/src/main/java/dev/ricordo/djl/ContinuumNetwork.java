package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The continuum levels of {@code dev.ricordo.memory} over whole batches, differentiable: equations
 * and departures as there.
 *
 * <p>Every array made here belongs to the manager of the input. Not thread-safe.
 */
/*
 * Shapes: h, x [L, B, d]; per level a [B, L, r], F and G [B, r, d]. Between two changes of F all
 * positions are independent, so a level takes one product per chunk of C positions, not per event:
 *
 *   for each chunk:   f = a F           e = l2(x T) - a' F        G <- G + a'^T e
 *                     at its end:  F <- lambda F + min(eta / sqrt(C), 1 / C) G,  G = 0
 *                     or, with momentum:  V <- mu V + (1 - mu) min(...) G,  F <- lambda F + V
 */
final class ContinuumNetwork {

  private static final double EPSILON = 1e-6;

  private final Continuum continuum;
  private final boolean writes;
  private final Map<Tensor, NDArray> weights;
  private final UnaryOperator<NDArray> drop;

  /**
   * @param drop applied to what each level adds
   */
  ContinuumNetwork(
      Continuum continuum,
      boolean writes,
      Map<Tensor, NDArray> weights,
      UnaryOperator<NDArray> drop) {
    this.continuum = continuum;
    this.writes = writes;
    this.weights = weights;
    this.drop = drop;
  }

  /**
   * What one level of a batch holds between two calls.
   *
   * @param delta F {@code [B, r, d]}, null for 0
   * @param gradient G {@code [B, r, d]}, null for 0
   * @param activation a at the latest event {@code [B, 1, r]}, null before the first
   * @param momentum V {@code [B, r, d]}, null for 0
   */
  record Level(
      @Nullable NDArray delta,
      @Nullable NDArray gradient,
      @Nullable NDArray activation,
      @Nullable NDArray momentum) {
    static final Level INITIAL = new Level(null, null, null, null);
  }

  /**
   * h after the levels, and what they hold then.
   *
   * @param h {@code [L, B, d]}
   */
  record Reading(NDArray h, List<Level> levels) {}

  /**
   * Lets a batch pass through the levels.
   *
   * @param h what comes in {@code [L, B, d]}
   * @param x the events, normalised {@code [L, B, d]}
   * @param position of the first event of this call, the start event being 0
   * @param before one per level, or none at all at the start
   */
  Reading read(NDArray h, NDArray x, long position, List<Level> before) {
    if (continuum.levels() == 0) {
      return new Reading(h, List.of());
    }
    NDArray targets =
        writes ? Torch.unit(x.matMul(get(Tensor.LEVEL_TARGET))).transpose(1, 0, 2) : x;
    List<Level> after = new ArrayList<>();
    NDArray out = h;
    for (int level = 0; level < continuum.levels(); level++) {
      Level state = before.isEmpty() ? Level.INITIAL : before.get(level);
      NDManager manager = out.getManager();
      NDArray in = row(manager, Tensor.LEVEL_IN, level);
      NDArray hidden = Activation.gelu(normed(out, level).matMul(in));
      NDArray added = hidden.matMul(row(manager, Tensor.LEVEL_OUT, level));
      if (writes) {
        NDArray activations = Torch.unit(hidden).transpose(1, 0, 2);
        Chunks chunks = new Chunks(level, state, activations, targets, position);
        NDArray departure = chunks.read();
        if (departure != null) {
          NDArray scale = row(manager, Tensor.LEVEL_SCALE, level);
          added = added.add(departure.transpose(1, 0, 2).mul(scale));
        }
        after.add(chunks.state());
      }
      out = out.add(drop.apply(added));
    }
    return new Reading(out, after);
  }

  /** One level's way through a batch, chunk by chunk. */
  private final class Chunks {
    private final NDArray activations;
    private final NDArray previous;
    private final NDArray targets;
    private final long position;
    private final int cadence;
    private final NDArray rate;
    private final NDArray retention;
    private final @Nullable Inertia inertia;
    private @Nullable NDArray delta;
    private @Nullable NDArray gradient;
    private @Nullable NDArray momentum;

    /**
     * @param activations a {@code [B, L, r]}
     * @param targets {@code [B, L, d]}
     */
    Chunks(int level, Level state, NDArray activations, NDArray targets, long position) {
      this.activations = activations;
      this.targets = targets;
      this.position = position;
      cadence = continuum.cadences().get(level);
      NDManager manager = activations.getManager();
      NDArray eta = Activation.sigmoid(row(manager, Tensor.LEVEL_RATE, level));
      NDArray root = Torch.number(manager, Math.sqrt(cadence));
      rate = eta.div(root).minimum(Torch.number(manager, 1.0 / cadence));
      retention = Activation.sigmoid(row(manager, Tensor.LEVEL_RETENTION, level));
      inertia =
          continuum.hasMomentum(level)
              ? Inertia.of(row(manager, Tensor.LEVEL_MOMENTUM, level))
              : null;
      delta = state.delta();
      gradient = state.gradient();
      momentum = state.momentum();
      NDArray first = state.activation();
      if (first == null) {
        first = slice(activations, 0, 1).zerosLike();
      }
      long length = length();
      previous =
          length == 1
              ? first
              : Torch.concat(new NDList(first, slice(activations, 0, length - 1)), 1);
    }

    private long length() {
      return activations.getShape().get(1);
    }

    /** F' a at each position {@code [B, L, d]}, null if F was 0 throughout. */
    @Nullable NDArray read() {
      NDList parts = new NDList();
      boolean any = false;
      for (long from = 0; from < length(); ) {
        long end = (position + from) / cadence * cadence + cadence - position;
        long to = Math.min(end, length());
        parts.add(departure(from, to));
        any |= delta != null;
        learn(from, to);
        if (to == end) {
          consolidate();
        }
        from = to;
      }
      return any ? Torch.concat(parts, 1) : null;
    }

    private NDArray departure(long from, long to) {
      return delta == null
          ? slice(targets, from, to).zerosLike()
          : slice(activations, from, to).matMul(delta);
    }

    private void learn(long from, long to) {
      NDArray before = slice(previous, from, to);
      NDArray error = slice(targets, from, to);
      if (delta != null) {
        error = error.sub(before.matMul(delta));
      }
      NDArray added = before.transpose(0, 2, 1).matMul(error);
      gradient = gradient == null ? added : gradient.add(added);
    }

    private void consolidate() {
      if (gradient == null) {
        throw new RicordoBug("a chunk without events");
      }
      NDArray change = gradient.mul(rate);
      if (inertia != null) {
        momentum = inertia.after(momentum, change);
        change = momentum;
      }
      delta = delta == null ? change : delta.mul(retention).add(change);
      gradient = null;
    }

    Level state() {
      return new Level(delta, gradient, slice(activations, length() - 1, length()), momentum);
    }
  }

  private NDArray normed(NDArray h, int level) {
    NDArray square = h.square().mean(new int[] {2}, true);
    return h.div(square.add(EPSILON).sqrt()).mul(row(h.getManager(), Tensor.LEVEL_GAIN, level));
  }

  /** Positions {@code from ... to - 1} of {@code [B, L, ...]}. */
  private static NDArray slice(NDArray array, long from, long to) {
    return array.get(new NDIndex().addAllDim().addSliceDim(from, to));
  }

  /** A level's weights, owned by the given manager: that of the weights may live for long. */
  private NDArray row(NDManager manager, Tensor tensor, int level) {
    return get(tensor).get(manager, level);
  }

  private NDArray get(Tensor tensor) {
    NDArray array = weights.get(tensor);
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
