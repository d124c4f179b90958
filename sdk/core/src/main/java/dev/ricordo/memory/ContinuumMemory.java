package dev.ricordo.memory;

import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.Arrays;

/**
 * The levels between the working memory and the base: a chain of shared low-rank blocks, each with
 * a departure of the customer's own that changes every C of the customer's events.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 71 to 74, sequential variant. Differs: only the
 * block's second matrix learns, and it learns the squared distance to a projection of the next
 * event instead of the task's loss, which would need a softmax over the catalogue per event.
 *
 * <p>Holds scratch space and is not thread-safe; allocates nothing per event.
 */
/*
 * Level l, C its cadence, on event number t (the start event is 0), x the event, h what comes in:
 *
 *   before reading:   e = l2(x T) - F' a'            a' the level's activation at the event before
 *                     G <- G + a' e                  (outer product: minus the gradient of |e|^2 / 2)
 *   reading:          u = gelu(RMS(h) A)   a = l2(u)
 *                     h <- h + u B + g F' a
 *   after, if C divides t + 1:   F <- lambda F + min(eta / sqrt(C), 1 / C) G,   G = 0
 *   with momentum:               V <- mu V + (1 - mu) min(...) G,   F <- lambda F + V,   G = 0
 *
 * Of one and the same event C times over, G is C times one gradient: a rate above 1 / C would overshoot,
 * and above 2 / C without end.
 *
 * F and G are kept as r rows of d numbers: F' a is the sum of rows scaled by a.
 */
final class ContinuumMemory {

  private static final float EPSILON = 1e-6f;

  private final int levels;
  private final int[] cadences;
  private final boolean writes;

  private final float[] gain;
  private final float[][][] in;
  private final float[][][] out;
  private final float[][] target;
  private final float[] rate;
  private final float[] retention;
  private final float[] scale;
  private final float[] momentum;

  private final float[] next;
  private final float[] normed;
  private final float[] hidden;
  private final float[] change;

  /**
   * @param held the level that learns at a rate of 0, so that its F stays 0; below 0 for none
   */
  ContinuumMemory(Weights weights, int held) {
    Shape shape = weights.shape();
    Continuum continuum = shape.continuum();
    int d = shape.width();
    int r = continuum.rank();
    levels = continuum.levels();
    cadences = continuum.cadences().stream().mapToInt(c -> c).toArray();
    writes = shape.memoryWrites();
    gain = weights.get(Tensor.LEVEL_GAIN);
    in = new float[levels][][];
    out = new float[levels][][];
    rate = new float[levels];
    retention = new float[levels];
    scale = weights.get(Tensor.LEVEL_SCALE);
    momentum = weights.get(Tensor.LEVEL_MOMENTUM).clone();
    for (int level = 0; level < momentum.length; level++) {
      momentum[level] = CertifiedMath.sigmoid(momentum[level]);
    }
    for (int level = 0; level < levels; level++) {
      in[level] = Matrices.rows(weights.get(Tensor.LEVEL_IN), level * d * r, d, r);
      out[level] = Matrices.rows(weights.get(Tensor.LEVEL_OUT), level * r * d, r, d);
      float eta = CertifiedMath.sigmoid(weights.get(Tensor.LEVEL_RATE)[level]);
      float most = Math.min(eta / (float) Math.sqrt(cadences[level]), 1f / cadences[level]);
      rate[level] = level == held ? 0 : most;
      retention[level] = CertifiedMath.sigmoid(weights.get(Tensor.LEVEL_RETENTION)[level]);
    }
    target =
        levels == 0 ? new float[0][] : Matrices.rows(weights.get(Tensor.LEVEL_TARGET), 0, d, d);
    next = new float[d];
    normed = new float[d];
    hidden = new float[r];
    change = new float[d];
  }

  /**
   * Learns from the event that followed the customer's latest one.
   *
   * @param x the event, normalised {@code [d]}
   * @param number of the event, the start event being 0: that one follows none
   */
  void learn(MemoryState state, float[] x, long number) {
    if (levels == 0 || !writes || number == 0) {
      return;
    }
    Matrices.multiply(target, x, next);
    Matrices.normalise(next, 0, next.length, EPSILON);
    for (LevelState level : state.levels) {
      departure(level);
      for (int i = 0; i < change.length; i++) {
        change[i] = next[i] - change[i];
      }
      for (int row = 0; row < level.activation.length; row++) {
        addScaled(level.gradient[row], level.activation[row], change);
      }
    }
  }

  /**
   * Adds what the levels say to h, then lets those change whose turn it is.
   *
   * @param h {@code [d]}, changed in place
   * @param number of the event, the start event being 0
   */
  void read(MemoryState state, float[] h, long number) {
    for (int i = 0; i < levels; i++) {
      LevelState level = state.levels[i];
      Matrices.rmsNorm(h, gain, i * h.length, EPSILON, normed);
      Matrices.multiply(in[i], normed, hidden);
      for (int j = 0; j < hidden.length; j++) {
        hidden[j] = CertifiedMath.gelu(hidden[j]);
      }
      System.arraycopy(hidden, 0, level.activation, 0, hidden.length);
      Matrices.normalise(level.activation, 0, hidden.length, EPSILON);
      Matrices.addProduct(out[i], hidden, h);
      departure(level);
      addScaled(h, scale[i], change);
      if (writes && (number + 1) % cadences[i] == 0) {
        consolidate(level, i);
      }
    }
  }

  /** {@code change = F' a}. */
  private void departure(LevelState level) {
    Arrays.fill(change, 0f);
    Matrices.addProduct(level.delta, level.activation, change);
  }

  /** {@code F <- lambda F + rate G, G = 0}, or the same of V. */
  private void consolidate(LevelState level, int i) {
    for (int row = 0; row < level.delta.length; row++) {
      float[] gradient = level.gradient[row];
      if (level.momentum.length == 0) {
        decayAndAdd(level.delta[row], retention[i], rate[i], gradient);
      } else {
        float[] mean = level.momentum[row];
        decayAndAdd(mean, momentum[i], (1f - momentum[i]) * rate[i], gradient);
        decayAndAdd(level.delta[row], retention[i], 1f, mean);
      }
      Arrays.fill(gradient, 0f);
    }
  }

  /** {@code row <- retention row + rate change}. */
  private static void decayAndAdd(float[] row, float retention, float rate, float[] change) {
    for (int j = 0; j < row.length; j++) {
      row[j] = retention * row[j] + rate * change[j];
    }
  }

  private static void addScaled(float[] out, float factor, float[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] += factor * in[i];
    }
  }
}
