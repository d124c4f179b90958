package dev.ricordo.memory;

import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.EventKind;
import java.util.Arrays;

/**
 * Reads events into a customer's working memory: the certified step of the self-modifying Titans.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89 with linear memories (eq. 93), one
 * event per chunk and self-generated values. Differs: all memories of a head share one common
 * matrix {@code P = I + D} (they are {@code S_b P} exactly, see {@code docs/notation.md}), D decays
 * towards the shared weights, the query is static, the convolution spans 3 events. Delta descent
 * (eq. 57), momentum (eqs. 49 and 50) and decay are switched by {@link dev.ricordo.base.Writing}.
 *
 * <p>An instance holds scratch space and is not thread-safe; states may be read by any instance of
 * the same base. A step allocates nothing and takes the same time whatever the history's length.
 */
/*
 * Shapes: d width, H heads, W = d / H, m hidden. One event e, given as its embedding, the sum of
 * what its item, kind, time gap, quantity, dwell, channel and campaign mean:
 *
 *   x = RMS(e)             y = RMS(x)             z = c0 y + c1 y' + c2 y''
 *   u = z W_x              q = l2(z W_q)          per head [W]
 *   p = u + D u
 *   k = l2(S_k p)  v = l2(S_v p)  eta = sigmoid(S_eta p + b)  alpha = sigmoid(S_alpha p + b)
 *   w = v - k              D <- alpha D + eta (w + D w) k'                        by default
 *   delta descent:         w = v - 2 k
 *   momentum:              V <- mu V + (1 - mu) eta (w + D w) k'     D <- alpha D + V
 *   without decay:         alpha = 1
 *   o = RMS(S_m (s q + D q))
 *   h = x + (o * silu(y W_g)) W_o;   h += gelu(RMS(h) A) B;   continuum levels;   h = LN(h)
 *
 * Matrices that multiply a column from the left (S_b, D) are kept by columns, column c of all heads
 * side by side in one array of d numbers, and the vector is spread to match. Every product is then a
 * sum of rows scaled element by element: the inner loops run over d independent elements and
 * vectorise, while each element is still added up in one fixed order. Rows are arrays of their own,
 * for JDK 17 does not vectorise loops over a row inside a longer array (measured: 1.2 against 0.4
 * microseconds for one 64 x 64 product). Reductions (norms) are plain sequential sums.
 */
public final class SelfModifyingMemory {

  /** The number of the working memory among the levels of which one is held. */
  private static final int WORKING = 0;

  private static final int NONE_HELD = -1;

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
  private final float[] quantity;
  private final float[] dwell;
  private final float[] channel;
  private final float[] campaign;
  private final float[] inputGain;
  private final float[] memoryGain;
  private final float[] convolution;
  private final float[][] headInput;
  private final float[][] query;
  private final float[][] gate;
  private final float[][] output;
  private final float[][] startKey;
  private final float[][] startValue;
  private final float[][] startMain;
  private final float[] startRate;
  private final float[] rateBias;
  private final float[] momentum;
  private final float[] novelty;
  private final float erased;
  private final boolean decays;
  private final boolean writes;
  private final float sharedRead;
  private final float[] headGain;
  private final float[] hiddenGain;
  private final float[][] hiddenIn;
  private final float[][] hiddenOut;
  private final float[] contextGain;
  private final float[] contextBias;
  private final ContinuumMemory continuum;

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
  private final float[][] spread;

  /** Knows the items that the base was trained on. */
  public SelfModifyingMemory(Base base) {
    this(ItemEmbeddings.of(base));
  }

  /** Knows these items, by their rows there. */
  public SelfModifyingMemory(ItemEmbeddings items) {
    this(items.base().weights(), items.table(), NONE_HELD);
  }

  /**
   * Knows these items, and leaves one level of every state it steps as it is: the others learn as
   * if that one never had anything to write.
   *
   * @param level 0 for the working memory, whose D and V stay while the convolution goes on; from 1
   *     for the continuum levels, fastest first, whose F stays what it is while it is 0
   */
  public static SelfModifyingMemory holding(ItemEmbeddings items, int level) {
    return new SelfModifyingMemory(items.base().weights(), items.table(), level);
  }

  /**
   * For weights without features of items.
   *
   * @throws IllegalArgumentException if they have some: what items mean then takes a base
   */
  public SelfModifyingMemory(Weights weights) {
    this(weights, weights.get(Tensor.ITEM), NONE_HELD);
    if (weights.shape().features().ofItems()) {
      throw new IllegalArgumentException(
          "weights: have features of items, " + weights.shape().features());
    }
  }

  /**
   * @param items E {@code [n, d]}
   * @param held the level that is not written, or {@link #NONE_HELD}
   */
  private SelfModifyingMemory(Weights weights, float[] items, int held) {
    shape = weights.shape();
    d = shape.width();
    heads = shape.heads();
    w = shape.headWidth();
    item = items;
    start = weights.get(Tensor.START);
    kind = weights.get(Tensor.KIND);
    gap = weights.get(Tensor.GAP);
    quantity = weights.get(Tensor.QUANTITY);
    dwell = weights.get(Tensor.DWELL);
    channel = weights.get(Tensor.CHANNEL);
    campaign = weights.get(Tensor.CAMPAIGN);
    inputGain = weights.get(Tensor.INPUT_GAIN);
    memoryGain = weights.get(Tensor.MEMORY_GAIN);
    convolution = weights.get(Tensor.CONVOLUTION);
    headInput = Matrices.rows(weights.get(Tensor.HEAD_INPUT), 0, d, d);
    query = Matrices.rows(weights.get(Tensor.QUERY), 0, d, d);
    gate = Matrices.rows(weights.get(Tensor.GATE), 0, d, d);
    output = Matrices.rows(weights.get(Tensor.OUTPUT), 0, d, d);
    startKey = byColumn(weights.get(Tensor.START_KEY));
    startValue = byColumn(weights.get(Tensor.START_VALUE));
    startMain = byColumn(weights.get(Tensor.START_MAIN));
    startRate = weights.get(Tensor.START_RATE);
    rateBias = weights.get(Tensor.RATE_BIAS);
    erased = shape.writing().deltaDescent() ? 2 : 1;
    decays = shape.writing().decay();
    writes = shape.memoryWrites() && held != WORKING;
    momentum = perElement(weights.get(Tensor.MEMORY_MOMENTUM));
    novelty = momentum.clone();
    for (int i = 0; i < novelty.length; i++) {
      novelty[i] = 1f - momentum[i];
    }
    sharedRead = weights.get(Tensor.SHARED_READ)[0];
    headGain = weights.get(Tensor.HEAD_GAIN);
    hiddenGain = weights.get(Tensor.HIDDEN_GAIN);
    hiddenIn = Matrices.rows(weights.get(Tensor.HIDDEN_IN), 0, d, shape.hidden());
    hiddenOut = Matrices.rows(weights.get(Tensor.HIDDEN_OUT), 0, shape.hidden(), d);
    contextGain = weights.get(Tensor.CONTEXT_GAIN);
    contextBias = weights.get(Tensor.CONTEXT_BIAS);
    continuum = new ContinuumMemory(weights, held - 1);
    x = new float[d];
    y = new float[d];
    z = new float[d];
    u = new float[d];
    q = new float[d];
    g = new float[d];
    o = new float[d];
    a = new float[shape.hidden()];
    h = new float[d];
    p = new float[d];
    k = new float[d];
    v = new float[d];
    t = new float[d];
    spread = new float[w][d];
  }

  /** A fresh memory: it has read the base's start event and nothing else. */
  public MemoryState initial() {
    MemoryState state = new MemoryState(shape);
    System.arraycopy(start, 0, x, 0, d);
    read(state);
    return state;
  }

  /**
   * Reads one event of the customer of which no more is known.
   *
   * @see #step(MemoryState, int, EventKind, long, int)
   */
  public double step(MemoryState state, int row, EventKind kind, long epochSecond) {
    return step(state, row, kind, epochSecond, Circumstances.NONE);
  }

  /**
   * Reads one event of the customer.
   *
   * @param state the customer's memory, changed in place
   * @param row the item's row in {@link ItemEmbeddings}, or {@link Base#UNTRAINED}: then the rest
   *     of the event alone speaks
   * @param kind the event's kind
   * @param epochSecond the event's time; a clock that steps back counts as no time passed
   * @param circumstances what else the event says, see {@link Circumstances}
   * @return the surprise {@code |M(k) - v|^2} before the write, summed over heads; under delta
   *     descent {@code |2 M(k) - v|^2}
   */
  public double step(
      MemoryState state, int row, EventKind kind, long epochSecond, int circumstances) {
    int gapRow = TimeGap.NONE;
    if (state.lastSecond != MemoryState.NEVER) {
      gapRow = TimeGap.bucket(epochSecond - state.lastSecond);
    }
    state.lastSecond = Math.max(state.lastSecond, epochSecond);
    return step(state, row, kind.row(), gapRow, circumstances);
  }

  /** As the public step, with the rows of the embeddings given. */
  double step(MemoryState state, int row, int kindRow, int gapRow, int circumstances) {
    for (int i = 0; i < d; i++) {
      x[i] = kind[kindRow * d + i] + gap[gapRow * d + i];
    }
    addRow(item, row);
    if (circumstances != Circumstances.NONE) {
      addRow(quantity, Circumstances.quantity(circumstances));
      addRow(dwell, Circumstances.dwell(circumstances));
      addRow(channel, Circumstances.channel(circumstances));
      addRow(campaign, Circumstances.campaign(circumstances));
    }
    state.steps++;
    return read(state);
  }

  /** Adds a row of a table to {@link #x}; nothing for a row below 0. */
  private void addRow(float[] table, int row) {
    if (row >= 0) {
      for (int i = 0; i < d; i++) {
        x[i] += table[row * d + i];
      }
    }
  }

  /** The step on the embedding in {@link #x}. */
  private double read(MemoryState state) {
    Matrices.rmsNorm(x, inputGain, 0, EPSILON, x);
    Matrices.rmsNorm(x, memoryGain, 0, EPSILON, y);
    convolve(state);
    Matrices.multiply(headInput, z, u);
    Matrices.multiply(query, z, q);
    Matrices.multiply(gate, y, g);
    continuum.learn(state, x, state.steps);
    double surprise = generateAndWrite(state);
    readOut(state.fast);
    for (int i = 0; i < d; i++) {
      o[i] = o[i] * headGain[i] * CertifiedMath.silu(g[i]);
    }
    Matrices.multiply(output, o, h);
    for (int i = 0; i < d; i++) {
      h[i] += x[i];
    }
    feedForward();
    continuum.read(state, h, state.steps);
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

  /** Everything up to the new D; returns the surprise. */
  private double generateAndWrite(MemoryState state) {
    System.arraycopy(u, 0, p, 0, d);
    spread(u);
    addProduct(state.fast, p);
    spread(p);
    product(startKey, k);
    product(startValue, v);
    normalise(k);
    normalise(v);
    normalise(q);
    return writes ? write(state) : 0;
  }

  /** Moves D, and V if there is one; returns {@code |w + D w|^2}. */
  private double write(MemoryState state) {
    for (int i = 0; i < d; i++) {
      v[i] -= erased * k[i];
    }
    System.arraycopy(v, 0, t, 0, d);
    spread(v);
    addProduct(state.fast, t);
    double surprise = Matrices.squares(t, 0, d);
    for (int head = 0; head < heads; head++) {
      float eta = CertifiedMath.sigmoid(rate(head, 0));
      float alpha = decays ? CertifiedMath.sigmoid(rate(head, 1)) : 1f;
      for (int i = head * w; i < (head + 1) * w; i++) {
        t[i] *= eta;
        v[i] = alpha;
      }
    }
    spread(k);
    if (momentum.length > 0) {
      writeWithMomentum(state);
    } else {
      for (int c = 0; c < w; c++) {
        decayAndAdd(state.fast[c], v, t, spread[c]);
      }
    }
    return surprise;
  }

  /** {@code V <- mu V + (1 - mu) change}, {@code D <- alpha D + V}. */
  private void writeWithMomentum(MemoryState state) {
    for (int i = 0; i < d; i++) {
      t[i] *= novelty[i];
    }
    for (int c = 0; c < w; c++) {
      float[] mean = state.momentum[c];
      float[] column = state.fast[c];
      decayAndAdd(mean, momentum, t, spread[c]);
      for (int i = 0; i < d; i++) {
        column[i] = v[i] * column[i] + mean[i];
      }
    }
  }

  /** {@code column <- alpha column + change key}, element by element. */
  private static void decayAndAdd(float[] column, float[] alpha, float[] change, float[] key) {
    for (int i = 0; i < column.length; i++) {
      column[i] = alpha[i] * column[i] + change[i] * key[i];
    }
  }

  /** Input of the sigmoid of the learning rate (which = 0) or of the retention (which = 1). */
  private float rate(int head, int which) {
    int row = (head * 2 + which) * w;
    float sum = 0;
    for (int i = 0; i < w; i++) {
      sum += startRate[row + i] * p[head * w + i];
    }
    return sum + rateBias[head * 2 + which];
  }

  /** {@code o = RMS(S_m (s q + D q))}, head by head. */
  private void readOut(float[][] fast) {
    for (int i = 0; i < d; i++) {
      t[i] = sharedRead * q[i];
    }
    spread(q);
    addProduct(fast, t);
    spread(t);
    product(startMain, o);
    for (int head = 0; head < heads; head++) {
      int from = head * w;
      float scale = 1f / (float) Math.sqrt(Matrices.squares(o, from, w) / w + HEAD_EPSILON);
      for (int i = from; i < from + w; i++) {
        o[i] *= scale;
      }
    }
  }

  private void feedForward() {
    Matrices.rmsNorm(h, hiddenGain, 0, EPSILON, z);
    Matrices.multiply(hiddenIn, z, a);
    for (int i = 0; i < a.length; i++) {
      a[i] = CertifiedMath.gelu(a[i]);
    }
    Matrices.multiply(hiddenOut, a, z);
    for (int i = 0; i < d; i++) {
      h[i] += z[i];
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

  /** Scales each head's W numbers to length 1. */
  private void normalise(float[] vectors) {
    for (int from = 0; from < d; from += w) {
      Matrices.normalise(vectors, from, w, EPSILON);
    }
  }

  /** Row c of {@link #spread} becomes element c of each head's vector, W times. */
  private void spread(float[] vectors) {
    for (int c = 0; c < w; c++) {
      float[] row = spread[c];
      for (int from = 0; from < d; from += w) {
        Arrays.fill(row, from, from + w, vectors[from + c]);
      }
    }
  }

  /**
   * {@code out += M vector}, head by head, for the vectors that were spread last.
   *
   * @param m {@code [W, d]}: row c holds column c of every head's matrix
   */
  private void addProduct(float[][] m, float[] out) {
    for (int c = 0; c < w; c += 2) {
      addTwo(out, spread[c], m[c], spread[c + 1], m[c + 1]);
    }
  }

  private static void addTwo(float[] out, float[] f0, float[] m0, float[] f1, float[] m1) {
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] + f0[i] * m0[i] + f1[i] * m1[i];
    }
  }

  /** {@code out = M vector}, head by head, for the vectors that were spread last. */
  private void product(float[][] m, float[] out) {
    Arrays.fill(out, 0f);
    addProduct(m, out);
  }

  /** The sigmoid of one number per head, for each element of the head; nothing of nothing. */
  private float[] perElement(float[] perHead) {
    float[] out = new float[perHead.length * w];
    for (int i = 0; i < out.length; i++) {
      out[i] = CertifiedMath.sigmoid(perHead[i / w]);
    }
    return out;
  }

  /** {@code [H, W, W]} turned into {@code [W, d]}: row c holds column c of every head's matrix. */
  private float[][] byColumn(float[] matrices) {
    float[][] out = new float[w][d];
    for (int head = 0; head < heads; head++) {
      for (int r = 0; r < w; r++) {
        for (int c = 0; c < w; c++) {
          out[c][head * w + r] = matrices[(head * w + r) * w + c];
        }
      }
    }
    return out;
  }
}
