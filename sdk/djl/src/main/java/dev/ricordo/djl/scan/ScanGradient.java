package dev.ricordo.djl.scan;

import java.nio.FloatBuffer;

/**
 * The backward pass of a {@link ScanKernel}, in closed form.
 *
 * <p>With G the gradient by D after the event, r that by what was read, D the memory before the
 * event and {@code D^} its transpose, from the last event to the first:
 *
 * <pre>
 *   G += r q'          dq = alpha D^ r + k (s . r)
 *   dalpha = G . D     ds = G k           dk = G^ s         deta = ds . c      dc = eta ds
 *   dw = dc + D^ dc    dv = dw            dk -= dw          dp = S^ (dk, dv, deta, dalpha)
 *   du = dp + D^ dp    G &lt;- alpha G + dc w' + dp u'
 * </pre>
 *
 * <p>through the scaling of k and v to length 1, and the sigmoids; {@code dk -= 2 dw} for delta
 * descent. The gradient by S is left to the caller: over all events it is one product. Not
 * thread-safe.
 */
final class ScanGradient {

  private final int width;
  private final float erased;
  private final boolean decays;
  private final ScanBlock block;
  private final float[][] byMemory;
  private final float[][] input;
  private final float[][] query;
  private final float[][] byRead;
  private final float[][] byWritten;
  private final float[][] byKey;
  private final float[][] byError;
  private final float[][] byChange;
  private final float[][] byPoint;
  private final float[][] out;
  private final float[] byRate;
  private final float[] byRetention;
  private final float[] work;

  ScanGradient(int width, float erased, boolean decays, ScanBlock block) {
    this.width = width;
    this.erased = erased;
    this.decays = decays;
    this.block = block;
    int lanes = block.rateBias.length;
    byMemory = Lanes.zeros(width * width, lanes);
    input = Lanes.zeros(width, lanes);
    query = Lanes.zeros(width, lanes);
    byRead = Lanes.zeros(width, lanes);
    byWritten = Lanes.zeros(width, lanes);
    byKey = Lanes.zeros(width, lanes);
    byError = Lanes.zeros(width, lanes);
    byChange = Lanes.zeros(width, lanes);
    byPoint = Lanes.zeros(width, lanes);
    out = Lanes.zeros(width, lanes);
    byRate = new float[lanes];
    byRetention = new float[lanes];
    work = new float[lanes];
  }

  /** Writes the gradients of a batch that left these activations. */
  void of(
      ScanBatch batch,
      ScanActivations[] activations,
      FloatBuffer byReads,
      ScanKernel.Gradients result) {
    int blocks = ScanBlock.count(batch, byRate.length);
    for (int i = 0; i < blocks; i++) {
      block.set(batch, i);
      Lanes.clear(byMemory);
      for (int time = batch.length() - 1; time >= 0; time--) {
        block.load(batch.inputs(), time * width, input);
        block.load(batch.queries(), time * width, query);
        block.load(byReads, time * width, byRead);
        step(activations[i * (batch.length() + 1) + time], time, result);
      }
    }
  }

  private void step(ScanActivations now, int time, ScanKernel.Gradients result) {
    read(now);
    block.store(out, result.queries(), time * width);
    write(now);
    generate(now);
    int first = time * ScanBatch.generated(width);
    block.store(byKey, result.generated(), first);
    block.store(byError, result.generated(), first + width);
    block.store(byRate, result.generated(), first + 2 * width);
    block.store(byRetention, result.generated(), first + 2 * width + 1);
    block.store(now.point(), result.points(), time * width);
    point(now);
    block.store(out, result.inputs(), time * width);
  }

  /** {@code G += r q'}; dq into {@link #out}. */
  private void read(ScanActivations now) {
    Lanes.addOuter(byRead, query, byMemory);
    Lanes.clear(out);
    Lanes.addTransposedProduct(now.memory(), byRead, out);
    Lanes.multiply(out, now.alpha(), out);
    Lanes.dot(now.written(), byRead, work);
    Lanes.multiplyAdd(now.key(), work, out);
  }

  /** ds, dk, dc and dw. */
  private void write(ScanActivations now) {
    Lanes.clear(byWritten);
    Lanes.addProduct(byMemory, now.key(), byWritten);
    Lanes.clear(byKey);
    Lanes.addTransposedProduct(byMemory, now.written(), byKey);
    Lanes.multiply(byWritten, now.eta(), byChange);
    Lanes.copy(byChange, byError);
    Lanes.addTransposedProduct(now.memory(), byChange, byError);
    Lanes.combine(byKey, -erased, byError, byKey);
  }

  /** dp and the gradients by S p: dk and dv become those before the scaling. */
  private void generate(ScanActivations now) {
    Lanes.dot(byWritten, now.change(), byRate);
    multiplyBySlope(byRate, now.eta());
    if (decays) {
      Lanes.dot(byMemory, now.memory(), byRetention);
      multiplyBySlope(byRetention, now.alpha());
    }
    unscale(byKey, now.key(), now.keyScale());
    unscale(byError, now.value(), now.valueScale());
    Lanes.clear(byPoint);
    Lanes.addTransposedProduct(block.keys, byKey, byPoint);
    Lanes.addTransposedProduct(block.values, byError, byPoint);
    Lanes.multiplyAdd(block.rates, byRate, byPoint);
    Lanes.multiplyAdd(block.retentions, byRetention, byPoint);
  }

  /** Goes back through a sigmoid that had these values. */
  private static void multiplyBySlope(float[] gradient, float[] sigmoid) {
    for (int lane = 0; lane < gradient.length; lane++) {
      gradient[lane] = gradient[lane] * sigmoid[lane] * (1 - sigmoid[lane]);
    }
  }

  /** Goes back through the scaling of a vector to length 1. */
  private void unscale(float[][] gradient, float[][] unit, float[] scale) {
    Lanes.dot(gradient, unit, work);
    for (int lane = 0; lane < work.length; lane++) {
      work[lane] = -work[lane];
    }
    Lanes.multiplyAdd(unit, work, gradient);
    Lanes.multiply(gradient, scale, gradient);
  }

  /** du into {@link #out}, and G of the event before. */
  private void point(ScanActivations now) {
    Lanes.copy(byPoint, out);
    Lanes.addTransposedProduct(now.memory(), byPoint, out);
    Lanes.decayAndAddTwo(byMemory, now.alpha(), byChange, now.error(), byPoint, input);
  }
}
