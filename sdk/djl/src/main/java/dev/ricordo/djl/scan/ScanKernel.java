package dev.ricordo.djl.scan;

import dev.ricordo.base.Writing;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes linear memories event by event in plain loops, on one thread.
 *
 * <pre>
 *   p = u + D u      k, v = l2(S p)      eta, alpha = sigmoid(S p + b)      w = v - k
 *   c = w + D w      s = eta c           D &lt;- alpha D + s k'                 read = D q
 * </pre>
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89, as in {@link
 * dev.ricordo.memory.SelfModifyingMemory}; {@code w = v - 2 k} for delta descent, {@code alpha = 1}
 * without decay. Momentum is not known here. {@link ScanGradient} is the backward pass.
 *
 * <p>Keeps its room from batch to batch, and reads and writes numbers of others where they are. Not
 * thread-safe.
 */
/*
 * Over arrays of PyTorch an event takes some 25 operations, and three times as many backwards: three
 * quarters of a training. Here memories are taken in blocks, the heads and customers of a block being
 * lanes, so that every operation is a loop over lanes. D and S of a block stay in the second cache.
 */
public final class ScanKernel {

  /**
   * Memories of a block: of 12 customers with four heads, as a part of the longest sequences has.
   */
  private static final int LANES = 48;

  private static final float EPSILON = 1e-6f;

  private final int width;
  private final float erased;
  private final boolean decays;
  private final ScanBlock block;
  private final ScanGradient gradient;
  private final float[][] query;
  private final float[][] read;
  private final float[] work;
  private ScanActivations[] activations = {};
  private @Nullable ScanBatch kept;

  /**
   * Room for what a scan gives.
   *
   * @param reads D q after each event {@code [L, W, M]}
   * @param after D after the last {@code [W, W, M]}
   */
  public record Reading(FloatBuffer reads, FloatBuffer after) {}

  /**
   * Room for what a backward pass gives.
   *
   * @param inputs gradient by u {@code [L, W, M]}
   * @param queries gradient by q {@code [L, W, M]}
   * @param points p itself {@code [L, W, M]}
   * @param generated gradient by S p {@code [L, 2 W + 2, M]}, eta and alpha before the sigmoid: its
   *     product with p over all events is the gradient by S
   */
  public record Gradients(
      FloatBuffer inputs, FloatBuffer queries, FloatBuffer points, FloatBuffer generated) {}

  /**
   * @param width W
   * @param writing how memories are written
   * @throws IllegalArgumentException if memories are written with momentum
   */
  public ScanKernel(int width, Writing writing) {
    if (writing.hasMomentum()) {
      throw new IllegalArgumentException("writing: " + writing.text() + " is not known here");
    }
    this.width = width;
    erased = writing.deltaDescent() ? 2 : 1;
    decays = writing.decay();
    block = new ScanBlock(width, LANES);
    gradient = new ScanGradient(width, erased, decays, block);
    query = Lanes.zeros(width, LANES);
    read = Lanes.zeros(width, LANES);
    work = new float[LANES];
  }

  /**
   * Reads a batch.
   *
   * @param batch of memories of this kernel's width
   * @param keep whether {@link #backward} will be asked for; what it takes is kept until the next
   *     batch
   * @param reading receives what is read
   * @throws IllegalArgumentException if it is of another width
   */
  public void read(ScanBatch batch, boolean keep, Reading reading) {
    if (batch.width() != width) {
      throw new IllegalArgumentException("batch: width is " + batch.width() + ", not " + width);
    }
    kept = keep ? batch : null;
    int blocks = ScanBlock.count(batch, LANES);
    int each = batch.length() + 1;
    activations = ScanActivations.atLeast(keep ? blocks * each : 2, activations, width, LANES);
    for (int i = 0; i < blocks; i++) {
      block.set(batch, i);
      read(batch, keep ? i * each : 0, keep, reading);
    }
  }

  /**
   * The gradients.
   *
   * @param batch the one that was read last, and kept
   * @param byReads gradient by what was read {@code [L, W, M]}
   * @param gradients receives them
   * @throws IllegalStateException if another was read since, or it was not kept
   */
  @SuppressWarnings("ReferenceEquality") // that very batch: equal ones left other activations
  public void backward(ScanBatch batch, FloatBuffer byReads, Gradients gradients) {
    if (batch != kept) {
      throw new IllegalStateException("batch: was not the last that was read and kept");
    }
    gradient.of(batch, activations, byReads, gradients);
  }

  private void read(ScanBatch batch, int first, boolean keep, Reading reading) {
    ScanActivations now = activations[first];
    FloatBuffer before = batch.before();
    if (before == null) {
      Lanes.clear(now.memory());
    } else {
      block.load(before, 0, now.memory());
    }
    for (int time = 0; time < batch.length(); time++) {
      ScanActivations next = activations[first + (keep ? time + 1 : (time + 1) % 2)];
      block.load(batch.inputs(), time * width, read);
      block.load(batch.queries(), time * width, query);
      step(now, next.memory());
      block.store(read, reading.reads(), time * width);
      now = next;
    }
    block.store(now.memory(), reading.after(), 0);
  }

  /** An event whose u lies in {@link #read}, where what is read lies afterwards. */
  private void step(ScanActivations now, float[][] after) {
    Lanes.copy(read, now.point());
    Lanes.addProduct(now.memory(), read, now.point());
    generate(now);
    Lanes.copy(now.error(), now.change());
    Lanes.addProduct(now.memory(), now.error(), now.change());
    Lanes.multiply(now.change(), now.eta(), now.written());
    Lanes.decayAndAdd(now.memory(), now.alpha(), now.written(), now.key(), after);
    Lanes.clear(read);
    Lanes.addProduct(after, query, read);
  }

  /** k, v, w, eta and alpha from p. */
  private void generate(ScanActivations now) {
    unit(block.keys, now.point(), now.key(), now.keyScale());
    unit(block.values, now.point(), now.value(), now.valueScale());
    Lanes.combine(now.value(), -erased, now.key(), now.error());
    sigmoid(block.rates, now.point(), block.rateBias, now.eta());
    if (decays) {
      sigmoid(block.retentions, now.point(), block.retentionBias, now.alpha());
    } else {
      Arrays.fill(now.alpha(), 1f);
    }
  }

  /** {@code out = l2(S p)}, and what S p was multiplied by. */
  private static void unit(float[][] generator, float[][] point, float[][] out, float[] scale) {
    Lanes.clear(out);
    Lanes.addProduct(generator, point, out);
    Lanes.dot(out, out, scale);
    for (int lane = 0; lane < scale.length; lane++) {
      scale[lane] = (float) (1 / Math.sqrt(scale[lane] + EPSILON));
    }
    Lanes.multiply(out, scale, out);
  }

  private void sigmoid(float[][] generator, float[][] point, float[] bias, float[] out) {
    Lanes.dot(generator, point, work);
    for (int lane = 0; lane < out.length; lane++) {
      out[lane] = (float) (1 / (1 + StrictMath.exp(-(work[lane] + bias[lane]))));
    }
  }
}
