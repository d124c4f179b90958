package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step of {@code dev.ricordo.memory} over whole batches, differentiable.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89 with linear memories; equations and
 * departures as in {@link dev.ricordo.memory.SelfModifyingMemory}. Differs from it in the order of
 * sums only: without momentum, the read after the write is {@code D' q = alpha D q + eta (w + D w)
 * (k . q)}.
 *
 * <p>Every array made here belongs to the manager of the input. Not thread-safe.
 */
/*
 * Shapes: x0 [L, B, d]; u, q per step [H B, W, 1]; D [H B, W, W]. Heads come before sequences, so that
 * one product per head and step serves the whole batch.
 *
 *   x = RMS(x0)            y = RMS(x)             z = c0 y + c1 y' + c2 y''
 *   u = z W_x              q = l2(z W_q)
 *   scan over L:  p = u + D u;  k, v = l2(S p);  eta, alpha = sigmoid(S p + b);  w = v - k
 *                 D <- alpha D + eta (w + D w) k'      options: w = v - 2 k; no alpha; momentum V
 *   o = RMS(S_m (s q + D q));   h = x + (o * silu(y W_g)) W_o;   h += gelu(RMS(h) A) B;
 *   h += continuum levels;   h = LN(h)
 */
final class HopeNetwork implements SequenceNetwork<HopeNetwork.State> {

  private static final double NORM_EPSILON = 1e-6;
  private static final double HEAD_EPSILON = 1e-5;
  private static final float CONTEXT_EPSILON = 1e-5f;

  private final Shape shape;
  private final Map<Tensor, NDArray> weights;
  private final DropoutMasks dropout;
  private final NDArray starts;
  private final NDArray mainStart;
  private final NDArray rateBias;
  private final @Nullable Inertia inertia;
  private final NDList convolution;
  private final ContinuumNetwork continuum;

  /**
   * @param weights every tensor but those of the item, kind and gap tables; its owner closes them
   * @param dropout what drops activations in training
   */
  HopeNetwork(Shape shape, Map<Tensor, NDArray> weights, DropoutMasks dropout) {
    this.shape = shape;
    this.weights = weights;
    this.dropout = dropout;
    NDList memories = new NDList(get(Tensor.START_KEY), get(Tensor.START_VALUE));
    memories.add(get(Tensor.START_RATE));
    this.starts = NDArrays.concat(memories, 1).transpose(0, 2, 1);
    this.mainStart = get(Tensor.START_MAIN).transpose(0, 2, 1);
    this.rateBias = get(Tensor.RATE_BIAS).expandDims(1);
    this.inertia =
        shape.writing().hasMomentum()
            ? Inertia.of(get(Tensor.MEMORY_MOMENTUM).reshape(shape.heads(), 1, 1))
            : null;
    this.convolution = get(Tensor.CONVOLUTION).split(Shape.CONVOLUTION);
    this.continuum =
        new ContinuumNetwork(shape.continuum(), shape.memoryWrites(), weights, dropout::apply);
  }

  /**
   * What the memories of a batch hold between two calls.
   *
   * @param fast D {@code [H B, W, W]}, null for 0
   * @param momentum V {@code [H B, W, W]}, null for 0
   * @param tail y of the last two events {@code [2, B, d]}, null for 0
   * @param position of the next event, the start event being 0
   * @param levels one per continuum level, or none at all at the start
   */
  record State(
      @Nullable NDArray fast,
      @Nullable NDArray momentum,
      @Nullable NDArray tail,
      long position,
      List<ContinuumNetwork.Level> levels)
      implements SequenceNetwork.State<State> {
    static final State INITIAL = new State(null, null, null, 0, List.of());

    @Override
    public State attach(NDManager owner) {
      attach(fast, owner);
      attach(momentum, owner);
      attach(tail, owner);
      for (ContinuumNetwork.Level level : levels) {
        attach(level.delta(), owner);
        attach(level.gradient(), owner);
        attach(level.activation(), owner);
        attach(level.momentum(), owner);
      }
      return this;
    }

    private static void attach(@Nullable NDArray array, NDManager owner) {
      if (array != null) {
        array.attach(owner);
      }
    }
  }

  @Override
  public Reading<State> read(NDArray events, State before) {
    Inner inner = inner(events, new Fast(before.fast(), before.momentum()), before.tail());
    ContinuumNetwork.Reading levels =
        continuum.read(inner.h(), inner.x(), before.position(), before.levels());
    long position = before.position() + events.getShape().get(0);
    Fast fast = inner.fast();
    return new Reading<>(
        context(levels.h()),
        new State(fast.memory(), fast.momentum(), inner.tail(), position, levels.levels()));
  }

  /**
   * What is written.
   *
   * @param memory D {@code [H B, W, W]}, null for 0
   * @param momentum V {@code [H B, W, W]}, null for 0
   */
  record Fast(@Nullable NDArray memory, @Nullable NDArray momentum) {
    static final Fast NOTHING = new Fast(null, null);
  }

  /** V {@code [H B, W, W]} after a change of the same shape. */
  private NDArray moved(Inertia constants, @Nullable NDArray before, NDArray change) {
    NDArray mean = before == null ? null : byHead(before);
    return constants.after(mean, byHead(change)).reshape(change.getShape());
  }

  /** {@code [H B, W, W]} to {@code [H, B, W W]}. */
  private NDArray byHead(NDArray array) {
    long customers = array.getShape().get(0) / shape.heads();
    return array.reshape(shape.heads(), customers, (long) shape.headWidth() * shape.headWidth());
  }

  /**
   * The step up to the continuum levels.
   *
   * @param x the events, normalised {@code [L, B, d]}
   * @param h what the levels are given {@code [L, B, d]}
   * @param fast the last D and V, neither where memories are not written
   * @param tail y of the last two events {@code [2, B, d]}
   */
  record Inner(NDArray x, NDArray h, Fast fast, NDArray tail) {}

  /**
   * Reads events up to the continuum levels.
   *
   * @param events embeddings x0 {@code [L, B, d]}
   * @param fast D and V before them
   * @param tail y of the two events before them {@code [2, B, d]}, null for 0
   */
  Inner inner(NDArray events, Fast fast, @Nullable NDArray tail) {
    NDArray x = dropout.apply(rms(events, Tensor.INPUT_GAIN));
    NDArray y = rms(x, Tensor.MEMORY_GAIN);
    NDArray past = withTail(y, tail);
    NDArray z = convolve(past);
    NDArray input = heads(z.matMul(get(Tensor.HEAD_INPUT)));
    NDArray query = unit(heads(z.matMul(get(Tensor.QUERY))));
    Scan scan = shape.memoryWrites() ? scan(input, query, fast) : Scan.NOTHING;
    NDArray h = x.add(dropout.apply(output(query, scan.reads(), y)));
    NDArray hidden = Activation.gelu(rms(h, Tensor.HIDDEN_GAIN).matMul(get(Tensor.HIDDEN_IN)));
    h = h.add(dropout.apply(hidden.matMul(get(Tensor.HIDDEN_OUT))));
    long length = past.getShape().get(0);
    return new Inner(x, h, scan.fast(), rows(past, length - 2, length));
  }

  /** The contexts {@code [L, B, d]} from what comes out of the levels. */
  NDArray context(NDArray h) {
    return LayerNorm.layerNorm(
            h,
            new ai.djl.ndarray.types.Shape(shape.width()),
            get(Tensor.CONTEXT_GAIN),
            get(Tensor.CONTEXT_BIAS),
            CONTEXT_EPSILON)
        .singletonOrThrow();
  }

  private record Scan(@Nullable NDArray reads, Fast fast) {
    static final Scan NOTHING = new Scan(null, Fast.NOTHING);
  }

  /**
   * Reads and writes the memories, event by event.
   *
   * @param input u {@code [L, H, B, W]}
   * @param query q {@code [L, H, B, W]}
   * @return D q after each write {@code [L, H, B, W]}, and the last D and V
   */
  private Scan scan(NDArray input, NDArray query, Fast start) {
    ai.djl.ndarray.types.Shape dimensions = input.getShape();
    long length = dimensions.get(0);
    long memories = dimensions.get(1) * dimensions.get(2);
    long width = dimensions.get(3);
    ai.djl.ndarray.types.Shape column = new ai.djl.ndarray.types.Shape(memories, width, 1);
    NDList inputs = input.split(length);
    NDList queries = query.split(length);
    NDList reads = new NDList((int) length);
    NDArray fast = start.memory();
    NDArray momentum = start.momentum();
    for (int t = 0; t < length; t++) {
      NDArray u = inputs.get(t).reshape(column);
      NDArray q = queries.get(t).reshape(column);
      NDArray p = fast == null ? u : u.add(fast.matMul(u));
      Write write = generate(p, dimensions);
      NDArray error = write.error().reshape(column);
      NDArray change = fast == null ? error : error.add(fast.matMul(error));
      NDArray scaled = change.mul(write.rate());
      NDArray written = scaled.matMul(write.key());
      NDArray read;
      if (inertia == null) {
        read = scaled.mul(write.key().matMul(q));
      } else {
        momentum = moved(inertia, momentum, written);
        written = momentum;
        read = written.matMul(q);
      }
      if (fast != null) {
        read = read.add(write.kept(fast.matMul(q)));
        written = written.add(write.kept(fast));
      }
      reads.add(read.reshape(1, dimensions.get(1), dimensions.get(2), width));
      fast = written;
    }
    return new Scan(NDArrays.concat(reads), new Fast(fast, momentum));
  }

  /**
   * What an event writes.
   *
   * @param key k {@code [H B, 1, W]}
   * @param error w {@code [H B, 1, W]}
   * @param rate eta {@code [H B, 1, 1]}
   * @param retention alpha {@code [H B, 1, 1]}, null for 1
   */
  private record Write(NDArray key, NDArray error, NDArray rate, @Nullable NDArray retention) {
    NDArray kept(NDArray before) {
      return retention == null ? before : before.mul(retention);
    }
  }

  /** What the memories generate for themselves from p {@code [H B, W, 1]}. */
  private Write generate(NDArray p, ai.djl.ndarray.types.Shape dimensions) {
    long heads = dimensions.get(1);
    long batch = dimensions.get(2);
    long width = dimensions.get(3);
    NDList parts = p.reshape(heads, batch, width).matMul(starts).split(new long[] {2 * width}, 2);
    NDList keyValue = unit(parts.get(0).reshape(heads * batch, 2, width)).split(2, 1);
    NDList rates =
        Activation.sigmoid(parts.get(1).add(rateBias)).reshape(heads * batch, 1, 2).split(2, 2);
    NDArray key = keyValue.get(0);
    NDArray error = keyValue.get(1).sub(shape.writing().deltaDescent() ? key.add(key) : key);
    return new Write(key, error, rates.get(0), shape.writing().decay() ? rates.get(1) : null);
  }

  /** {@code (RMS(S_m (s q + D q)) * silu(y W_g)) W_o}. */
  private NDArray output(NDArray query, @Nullable NDArray reads, NDArray y) {
    NDArray shared = query.mul(get(Tensor.SHARED_READ));
    NDArray o = (reads == null ? shared : shared.add(reads)).matMul(mainStart);
    o = o.div(o.square().mean(new int[] {3}, true).add(HEAD_EPSILON).sqrt());
    o = o.transpose(0, 2, 1, 3).reshape(y.getShape()).mul(get(Tensor.HEAD_GAIN));
    NDArray gate = y.matMul(get(Tensor.GATE));
    o = o.mul(gate.mul(Activation.sigmoid(gate)));
    return dropout.apply(o).matMul(get(Tensor.OUTPUT));
  }

  /** y with that of the two events before it in front: {@code [L + 2, B, d]}. */
  private static NDArray withTail(NDArray y, @Nullable NDArray before) {
    NDArray tail = before;
    if (tail == null) {
      long batch = y.getShape().get(1);
      tail = y.getManager().zeros(new ai.djl.ndarray.types.Shape(2, batch, y.getShape().get(2)));
    }
    return NDArrays.concat(new NDList(tail, y));
  }

  /** {@code z = c0 y + c1 y' + c2 y''}. */
  private NDArray convolve(NDArray past) {
    long length = past.getShape().get(0) - 2;
    NDArray now = rows(past, 2, length + 2).mul(convolution.get(0));
    NDArray once = rows(past, 1, length + 1).mul(convolution.get(1));
    NDArray twice = rows(past, 0, length).mul(convolution.get(2));
    return now.add(once).add(twice);
  }

  /** {@code [L, B, d]} to {@code [L, H, B, W]}. */
  private NDArray heads(NDArray array) {
    ai.djl.ndarray.types.Shape dimensions = array.getShape();
    return array
        .reshape(dimensions.get(0), dimensions.get(1), shape.heads(), shape.headWidth())
        .transpose(0, 2, 1, 3);
  }

  private NDArray rms(NDArray array, Tensor gain) {
    NDArray square = array.square().mean(new int[] {array.getShape().dimension() - 1}, true);
    return array.div(square.add(NORM_EPSILON).sqrt()).mul(get(gain));
  }

  /** Scales the last axis to length 1. */
  private static NDArray unit(NDArray array) {
    NDArray square = array.square().sum(new int[] {array.getShape().dimension() - 1}, true);
    return array.div(square.add(NORM_EPSILON).sqrt());
  }

  private static NDArray rows(NDArray array, long from, long to) {
    return array.get(new NDIndex().addSliceDim(from, to));
  }

  private NDArray get(Tensor tensor) {
    NDArray array = weights.get(tensor);
    if (array == null) {
      throw new RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
