package dev.ricordo.djl.scan;

/**
 * The way back through a {@link ScanKernel}, in closed form.
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
 * <p>through the scaling of k and v to length 1, and the sigmoids. The gradient by S is left to the
 * caller: over all events it is one product. Not thread-safe.
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

  /** The gradients of a batch that left these tracks. */
  ScanKernel.Gradients of(ScanBatch batch, ScanTrack[] tracks, float[] byReads) {
    int numbers = batch.inputs().length;
    int generated = batch.length() * ScanBatch.generated(width) * batch.memories();
    ScanKernel.Gradients result =
        new ScanKernel.Gradients(
            new float[numbers], new float[numbers], new float[numbers], new float[generated]);
    int blocks = ScanBlock.count(batch, byRate.length);
    for (int i = 0; i < blocks; i++) {
      block.set(batch, i);
      Lanes.clear(byMemory);
      for (int time = batch.length() - 1; time >= 0; time--) {
        block.load(batch.inputs(), time * width, input);
        block.load(batch.queries(), time * width, query);
        block.load(byReads, time * width, byRead);
        back(tracks[i * (batch.length() + 1) + time], time, result);
      }
    }
    return result;
  }

  private void back(ScanTrack track, int time, ScanKernel.Gradients result) {
    read(track);
    block.store(out, result.queries(), time * width);
    write(track);
    generate(track);
    int first = time * ScanBatch.generated(width);
    block.store(byKey, result.generated(), first);
    block.store(byError, result.generated(), first + width);
    block.store(byRate, result.generated(), first + 2 * width);
    block.store(byRetention, result.generated(), first + 2 * width + 1);
    block.store(track.point(), result.points(), time * width);
    point(track);
    block.store(out, result.inputs(), time * width);
  }

  /** {@code G += r q'}; dq into {@link #out}. */
  private void read(ScanTrack track) {
    Lanes.addOuter(byRead, query, byMemory);
    Lanes.clear(out);
    Lanes.addTransposedProduct(track.memory(), byRead, out);
    Lanes.multiply(out, track.alpha(), out);
    Lanes.dot(track.written(), byRead, work);
    Lanes.add(track.key(), work, out);
  }

  /** ds, dk, dc and dw. */
  private void write(ScanTrack track) {
    Lanes.clear(byWritten);
    Lanes.addProduct(byMemory, track.key(), byWritten);
    Lanes.clear(byKey);
    Lanes.addTransposedProduct(byMemory, track.written(), byKey);
    Lanes.multiply(byWritten, track.eta(), byChange);
    Lanes.copy(byChange, byError);
    Lanes.addTransposedProduct(track.memory(), byChange, byError);
    Lanes.combine(byKey, -erased, byError, byKey);
  }

  /** dp and the gradients by S p: dk and dv become those before the scaling. */
  private void generate(ScanTrack track) {
    Lanes.dot(byWritten, track.change(), byRate);
    multiplyBySlope(byRate, track.eta());
    if (decays) {
      Lanes.dot(byMemory, track.memory(), byRetention);
      multiplyBySlope(byRetention, track.alpha());
    }
    unscale(byKey, track.key(), track.keyScale());
    unscale(byError, track.value(), track.valueScale());
    Lanes.clear(byPoint);
    Lanes.addTransposedProduct(block.keys, byKey, byPoint);
    Lanes.addTransposedProduct(block.values, byError, byPoint);
    Lanes.add(block.rates, byRate, byPoint);
    Lanes.add(block.retentions, byRetention, byPoint);
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
    Lanes.add(unit, work, gradient);
    Lanes.multiply(gradient, scale, gradient);
  }

  /** du into {@link #out}, and G of the event before. */
  private void point(ScanTrack track) {
    Lanes.copy(byPoint, out);
    Lanes.addTransposedProduct(track.memory(), byPoint, out);
    Lanes.decayAndAddTwo(byMemory, track.alpha(), byChange, track.error(), byPoint, input);
  }
}
