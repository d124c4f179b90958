package dev.ricordo.memory;

import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.EventKind;

/**
 * Reads events into a customer's working memory: the certified step of the self-modifying Titans.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89 with linear memories (eq. 93), one
 * event per chunk and self-generated values. Differs: all memories of a head share one common
 * matrix {@code P = I + D} (they are {@code S_b P} exactly, see {@code docs/notation.md}), D decays
 * towards the shared weights, the query is static, the convolution spans 3 events, no momentum.
 *
 * <p>An instance holds scratch space and is not thread-safe; states may be read by any instance of
 * the same base. A step allocates nothing and takes the same time whatever the history's length.
 */
/*
 * Shapes: d width, H heads, W = d / H, m hidden. One event e, given as its embedding:
 *
 *   x = RMS(e)             y = RMS(x)             z = c0 y + c1 y' + c2 y''
 *   u = z W_x              q = l2(z W_q)          per head [W]
 *   p = u + D u
 *   k = l2(S_k p)  v = l2(S_v p)  eta = sigmoid(S_eta p + b)  alpha = sigmoid(S_alpha p + b)
 *   w = v - k              D <- alpha D + eta (w + D w) k'
 *   o = RMS(S_m (s q + D q))
 *   h = x + (o * silu(y W_g)) W_o;   h += gelu(RMS(h) A) B;   h = LN(h)
 *
 * Matrices that multiply a column from the left (S_b, D) are kept transposed, so that every product
 * is a sum of scaled rows: the inner loops run over independent elements and vectorise, while each
 * element is still added up in one fixed order. Reductions (norms) are plain sequential sums.
 */
public final class SelfModifyingMemory {

  private static final float EPSILON = 1e-6f;
  private static final float HEAD_EPSILON = 1e-5f;
  private static final float LAYER_EPSILON = 1e-5f;

  private final Shape shape;
  private final int d;
  private final int heads;
  private final int w;

  private final float[] item;
  private final float[] start;
  private final float[] kind;
  private final float[] gap;
  private final float[] inputGain;
  private final float[] memoryGain;
  private final float[] convolution;
  private final float[] headInput;
  private final float[] query;
  private final float[] gate;
  private final float[] output;
  private final float[] startKey;
  private final float[] startValue;
  private final float[] startMain;
  private final float[] startRate;
  private final float[] rateBias;
  private final float sharedRead;
  private final float[] headGain;
  private final float[] hiddenGain;
  private final float[] hiddenIn;
  private final float[] hiddenOut;
  private final float[] contextGain;
  private final float[] contextBias;

  private final float[] x;
  private final float[] y;
  private final float[] z;
  private final float[] u;
  private final float[] q;
  private final float[] g;
  private final float[] o;
  private final float[] a;
  private final float[] h;
  private final float[] p;
  private final float[] k;
  private final float[] v;
  private final float[] t;

  public SelfModifyingMemory(Base base) {
    this(base.weights());
  }

  public SelfModifyingMemory(Weights weights) {
    shape = weights.shape();
    d = shape.width();
    heads = shape.heads();
    w = shape.headWidth();
    item = weights.get(Tensor.ITEM);
    start = weights.get(Tensor.START);
    kind = weights.get(Tensor.KIND);
    gap = weights.get(Tensor.GAP);
    inputGain = weights.get(Tensor.INPUT_GAIN);
    memoryGain = weights.get(Tensor.MEMORY_GAIN);
    convolution = weights.get(Tensor.CONVOLUTION);
    headInput = weights.get(Tensor.HEAD_INPUT);
    query = weights.get(Tensor.QUERY);
    gate = weights.get(Tensor.GATE);
    output = weights.get(Tensor.OUTPUT);
    startKey = transposed(weights.get(Tensor.START_KEY));
    startValue = transposed(weights.get(Tensor.START_VALUE));
    startMain = transposed(weights.get(Tensor.START_MAIN));
    startRate = weights.get(Tensor.START_RATE);
    rateBias = weights.get(Tensor.RATE_BIAS);
    sharedRead = weights.get(Tensor.SHARED_READ)[0];
    headGain = weights.get(Tensor.HEAD_GAIN);
    hiddenGain = weights.get(Tensor.HIDDEN_GAIN);
    hiddenIn = weights.get(Tensor.HIDDEN_IN);
    hiddenOut = weights.get(Tensor.HIDDEN_OUT);
    contextGain = weights.get(Tensor.CONTEXT_GAIN);
    contextBias = weights.get(Tensor.CONTEXT_BIAS);
    x = new float[d];
    y = new float[d];
    z = new float[d];
    u = new float[d];
    q = new float[d];
    g = new float[d];
    o = new float[d];
    a = new float[shape.hidden()];
    h = new float[d];
    p = new float[w];
    k = new float[w];
    v = new float[w];
    t = new float[w];
  }

  /** A fresh memory: it has read the base's start event and nothing else. */
  public MemoryState initial() {
    MemoryState state = new MemoryState(shape);
    System.arraycopy(start, 0, x, 0, d);
    read(state);
    return state;
  }

  /**
   * Reads one event of the customer.
   *
   * @param state the customer's memory, changed in place
   * @param row the item's row in the base, or {@link Base#UNTRAINED}: then kind and gap alone speak
   * @param kind the event's kind
   * @param epochSecond the event's time; a clock that steps back counts as no time passed
   * @return the surprise {@code |M(k) - v|^2} before the write, summed over heads
   */
  public double step(MemoryState state, int row, EventKind kind, long epochSecond) {
    int gapRow = TimeGap.NONE;
    if (state.lastSecond != MemoryState.NEVER) {
      gapRow = TimeGap.bucket(epochSecond - state.lastSecond);
    }
    state.lastSecond = Math.max(state.lastSecond, epochSecond);
    return step(state, row, kind.row(), gapRow);
  }

  /** As the public step, with the rows of the embeddings given. */
  double step(MemoryState state, int row, int kindRow, int gapRow) {
    for (int i = 0; i < d; i++) {
      x[i] = kind[kindRow * d + i] + gap[gapRow * d + i];
    }
    if (row != Base.UNTRAINED) {
      for (int i = 0; i < d; i++) {
        x[i] += item[row * d + i];
      }
    }
    state.steps++;
    return read(state);
  }

  /** The step on the embedding in {@link #x}. */
  private double read(MemoryState state) {
    rmsNorm(x, inputGain, x);
    rmsNorm(x, memoryGain, y);
    convolve(state);
    multiply(headInput, z, d, u, d);
    multiply(query, z, d, q, d);
    multiply(gate, y, d, g, d);
    double surprise = 0;
    for (int head = 0; head < heads; head++) {
      surprise += readHead(state.fast, head);
    }
    for (int i = 0; i < d; i++) {
      o[i] = o[i] * headGain[i] * CertifiedMath.silu(g[i]);
    }
    multiply(output, o, d, h, d);
    for (int i = 0; i < d; i++) {
      h[i] += x[i];
    }
    feedForward();
    layerNorm(h, state.context);
    return surprise;
  }

  /** z, and the tail of the convolution moves on by one event. */
  private void convolve(MemoryState state) {
    float[] y1 = state.previous;
    float[] y2 = state.beforePrevious;
    for (int i = 0; i < d; i++) {
      z[i] = y[i] * convolution[i] + y1[i] * convolution[d + i] + y2[i] * convolution[2 * d + i];
    }
    System.arraycopy(y1, 0, y2, 0, d);
    System.arraycopy(y, 0, y1, 0, d);
  }

  /** Writes and reads one head; returns its surprise. */
  private double readHead(float[] fast, int head) {
    int vector = head * w;
    int matrix = head * w * w;
    System.arraycopy(u, vector, p, 0, w);
    addProduct(fast, matrix, u, vector, p);
    product(startKey, matrix, p, k);
    product(startValue, matrix, p, v);
    normalise(k, 0);
    normalise(v, 0);
    normalise(q, vector);
    double surprise = 0;
    if (shape.memoryWrites()) {
      surprise = write(fast, head, matrix);
    }
    for (int i = 0; i < w; i++) {
      t[i] = sharedRead * q[vector + i];
    }
    addProduct(fast, matrix, q, vector, t);
    product(startMain, matrix, t, p);
    float scale = 1f / (float) Math.sqrt(squares(p, 0, w) / w + HEAD_EPSILON);
    for (int i = 0; i < w; i++) {
      o[vector + i] = p[i] * scale;
    }
    return surprise;
  }

  /**
   * {@code D <- alpha D + eta (w + D w) k'} with {@code w = v - k}; returns {@code |w + D w|^2}.
   */
  private double write(float[] fast, int head, int matrix) {
    float eta = CertifiedMath.sigmoid(rate(head, 0));
    float alpha = CertifiedMath.sigmoid(rate(head, 1));
    for (int i = 0; i < w; i++) {
      v[i] -= k[i];
      t[i] = v[i];
    }
    addProduct(fast, matrix, v, 0, t);
    double surprise = squares(t, 0, w);
    for (int c = 0; c < w; c++) {
      float scaled = eta * k[c];
      int column = matrix + c * w;
      for (int r = 0; r < w; r++) {
        fast[column + r] = alpha * fast[column + r] + scaled * t[r];
      }
    }
    return surprise;
  }

  /** Input of the sigmoid of the learning rate (which = 0) or of the retention (which = 1). */
  private float rate(int head, int which) {
    int row = (head * 2 + which) * w;
    float sum = 0;
    for (int i = 0; i < w; i++) {
      sum += startRate[row + i] * p[i];
    }
    return sum + rateBias[head * 2 + which];
  }

  private void feedForward() {
    rmsNorm(h, hiddenGain, z);
    multiply(hiddenIn, z, d, a, a.length);
    for (int i = 0; i < a.length; i++) {
      a[i] = CertifiedMath.gelu(a[i]);
    }
    multiply(hiddenOut, a, a.length, z, d);
    for (int i = 0; i < d; i++) {
      h[i] += z[i];
    }
  }

  private void rmsNorm(float[] in, float[] gain, float[] out) {
    float scale = 1f / (float) Math.sqrt(squares(in, 0, d) / d + EPSILON);
    for (int i = 0; i < d; i++) {
      out[i] = in[i] * scale * gain[i];
    }
  }

  private void layerNorm(float[] in, float[] out) {
    float sum = 0;
    for (int i = 0; i < d; i++) {
      sum += in[i];
    }
    float mean = sum / d;
    float variance = 0;
    for (int i = 0; i < d; i++) {
      float centred = in[i] - mean;
      variance += centred * centred;
    }
    float scale = 1f / (float) Math.sqrt(variance / d + LAYER_EPSILON);
    for (int i = 0; i < d; i++) {
      out[i] = (in[i] - mean) * scale * contextGain[i] + contextBias[i];
    }
  }

  /** Scales W numbers to length 1. */
  private void normalise(float[] vector, int offset) {
    float scale = 1f / (float) Math.sqrt(squares(vector, offset, w) + EPSILON);
    for (int i = offset; i < offset + w; i++) {
      vector[i] *= scale;
    }
  }

  private static float squares(float[] vector, int offset, int length) {
    float sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += vector[i] * vector[i];
    }
    return sum;
  }

  /** {@code out += M vector} for a transposed {@code [W, W]} matrix that starts at an offset. */
  private void addProduct(float[] matrix, int start, float[] vector, int offset, float[] out) {
    for (int c = 0; c < w; c++) {
      float factor = vector[offset + c];
      int column = start + c * w;
      for (int r = 0; r < w; r++) {
        out[r] += factor * matrix[column + r];
      }
    }
  }

  /** {@code out = M vector} for a transposed {@code [W, W]} matrix that starts at an offset. */
  private void product(float[] matrix, int start, float[] vector, float[] out) {
    java.util.Arrays.fill(out, 0, w, 0f);
    addProduct(matrix, start, vector, 0, out);
  }

  /** {@code out = vector M}, M {@code [rows, columns]} row-major; rows is a multiple of 4. */
  private static void multiply(float[] m, float[] vector, int rows, float[] out, int columns) {
    java.util.Arrays.fill(out, 0, columns, 0f);
    for (int row = 0; row < rows; row += 4) {
      float f0 = vector[row];
      float f1 = vector[row + 1];
      float f2 = vector[row + 2];
      float f3 = vector[row + 3];
      int m0 = row * columns;
      int m1 = m0 + columns;
      int m2 = m1 + columns;
      int m3 = m2 + columns;
      for (int i = 0; i < columns; i++) {
        out[i] = out[i] + f0 * m[m0 + i] + f1 * m[m1 + i] + f2 * m[m2 + i] + f3 * m[m3 + i];
      }
    }
  }

  /** Each head's {@code [W, W]} matrix transposed. */
  private float[] transposed(float[] matrices) {
    float[] out = new float[matrices.length];
    for (int head = 0; head < heads; head++) {
      for (int r = 0; r < w; r++) {
        for (int c = 0; c < w; c++) {
          out[(head * w + c) * w + r] = matrices[(head * w + r) * w + c];
        }
      }
    }
    return out;
  }
}
