package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.djl.scan.ScanKernel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step of {@code dev.ricordo.memory} over whole batches, differentiable.
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89 with linear memories; equations and
 * departures as in {@link dev.ricordo.memory.SelfModifyingMemory}. Differs from it in the order of
 * sums only.
 *
 * <p>Every array made here belongs to the manager of the input. Not thread-safe.
 */
/*
 * Shapes: x0 [L, B, d]; u, q [L, H, B, W].
 *
 *   x = RMS(x0)            y = RMS(x)             z = c0 y + c1 y' + c2 y''
 *   u = z W_x              q = l2(z W_q)          o = RMS(S_m (s q + D q)), D as MemoryScan says
 *   h = x + (o * silu(y W_g)) W_o;   h += gelu(RMS(h) A) B;
 *   h += continuum levels;   h = LN(h)
 */
final class HopeNetwork implements SequenceNetwork<HopeNetwork.State> {

  private static final double NORM_EPSILON = 1e-6;
  private static final double HEAD_EPSILON = 1e-5;
  private static final float CONTEXT_EPSILON = 1e-5f;

  private final Shape shape;
  private final Map<Tensor, NDArray> weights;
  private final DropoutMasks dropout;
  private final NDArray mainStart;
  private final GradientTape tape;
  private final MemoryScan scan;
  private final NDList convolution;
  private final ContinuumNetwork continuum;

  /**
   * For the accelerated path, which only reads: in operations of PyTorch throughout.
   *
   * @param weights every tensor but those of the item, kind and gap tables; its owner closes them
   */
  HopeNetwork(Shape shape, Map<Tensor, NDArray> weights) {
    this(shape, weights, DropoutMasks.none(), GradientTape.off(), false);
  }

  /**
   * For training, its windows before the one that is learned included: on a CPU the scan is a
   * {@link ScanKernel}, if that knows the shape's options.
   *
   * @param weights every tensor but those of the item, kind and gap tables; its owner closes them
   * @param dropout what drops activations
   * @param tape records what autograd does not know
   */
  static HopeNetwork training(
      Shape shape, Map<Tensor, NDArray> weights, DropoutMasks dropout, GradientTape tape) {
    boolean kernel = shape.memoryWrites() && !shape.writing().hasMomentum();
    return new HopeNetwork(shape, weights, dropout, tape, kernel);
  }

  private HopeNetwork(
      Shape shape,
      Map<Tensor, NDArray> weights,
      DropoutMasks dropout,
      GradientTape tape,
      boolean kernel) {
    this.shape = shape;
    this.weights = weights;
    this.dropout = dropout;
    NDList memories = new NDList(get(Tensor.START_KEY), get(Tensor.START_VALUE));
    memories.add(get(Tensor.START_RATE));
    MemoryScan.Generators generators =
        new MemoryScan.Generators(
            Torch.concat(memories, 1).transpose(0, 2, 1), get(Tensor.RATE_BIAS).expandDims(1));
    this.mainStart = get(Tensor.START_MAIN).transpose(0, 2, 1);
    this.tape = tape;
    boolean gpu = mainStart.getDevice().isGpu();
    this.scan = kernel && !gpu ? kernelScan(shape, generators, tape) : torchScan(generators);
    this.convolution = get(Tensor.CONVOLUTION).split(Shape.CONVOLUTION);
    this.continuum =
        new ContinuumNetwork(shape.continuum(), shape.memoryWrites(), weights, dropout::apply);
  }

  private static MemoryScan kernelScan(
      Shape shape, MemoryScan.Generators generators, GradientTape tape) {
    ScanKernel kernel = tape.kernel(() -> new ScanKernel(shape.headWidth(), shape.writing()));
    return new KernelScan(kernel, generators, tape);
  }

  private MemoryScan torchScan(MemoryScan.Generators generators) {
    Inertia inertia =
        shape.writing().hasMomentum()
            ? Inertia.of(get(Tensor.MEMORY_MOMENTUM).reshape(shape.heads(), 1, 1))
            : null;
    return new TorchScan(shape.writing(), generators, inertia);
  }

  /**
   * What the memories of a batch hold between two calls.
   *
   * @param memory D and V
   * @param tail y of the last two events {@code [2, B, d]}, null for 0
   * @param position of the next event, the start event being 0
   * @param levels one per continuum level, or none at all at the start
   */
  record State(
      MemoryScan.Memory memory,
      @Nullable NDArray tail,
      long position,
      List<ContinuumNetwork.Level> levels)
      implements SequenceNetwork.State<State> {
    static final State INITIAL = new State(MemoryScan.Memory.EMPTY, null, 0, List.of());

    @Override
    public State attach(NDManager owner) {
      attach(memory.matrix(), owner);
      attach(memory.momentum(), owner);
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
    Inner inner = inner(events, before.memory(), before.tail());
    ContinuumNetwork.Reading levels =
        continuum.read(inner.h(), inner.x(), before.position(), before.levels());
    long position = before.position() + events.getShape().get(0);
    return new Reading<>(
        context(levels.h()), new State(inner.memory(), inner.tail(), position, levels.levels()));
  }

  /**
   * The step up to the continuum levels.
   *
   * @param x the events, normalised {@code [L, B, d]}
   * @param h what the levels are given {@code [L, B, d]}
   * @param memory the last D and V, neither where memories are not written
   * @param tail y of the last two events {@code [2, B, d]}
   */
  private record Inner(NDArray x, NDArray h, MemoryScan.Memory memory, NDArray tail) {}

  /**
   * Reads events up to the continuum levels.
   *
   * @param events embeddings x0 {@code [L, B, d]}
   * @param memory D and V before them
   * @param tail y of the two events before them {@code [2, B, d]}, null for 0
   */
  private Inner inner(NDArray events, MemoryScan.Memory memory, @Nullable NDArray tail) {
    NDArray x = dropout.apply(rms(events, Tensor.INPUT_GAIN));
    NDArray y = rms(x, Tensor.MEMORY_GAIN);
    NDArray past = withTail(y, tail);
    NDArray z = convolve(past);
    NDArray input = heads(z.matMul(get(Tensor.HEAD_INPUT)));
    NDArray query = Torch.unit(heads(z.matMul(get(Tensor.QUERY))));
    NDArray reads = null;
    MemoryScan.Memory after = MemoryScan.Memory.EMPTY;
    if (shape.memoryWrites()) {
      if (scan.isCut()) {
        NDList leaves = tape.cut(x, y, query, input);
        x = leaves.get(0);
        y = leaves.get(1);
        query = leaves.get(2);
        input = leaves.get(3);
      }
      MemoryScan.Result result = scan.scan(input, query, memory);
      reads = result.reads();
      after = result.after();
    }
    NDArray h = x.add(dropout.apply(output(query, reads, y)));
    NDArray hidden = Activation.gelu(rms(h, Tensor.HIDDEN_GAIN).matMul(get(Tensor.HIDDEN_IN)));
    h = h.add(dropout.apply(hidden.matMul(get(Tensor.HIDDEN_OUT))));
    long length = past.getShape().get(0);
    return new Inner(x, h, after, rows(past, length - 2, length));
  }

  /** The contexts {@code [L, B, d]} from what comes out of the levels. */
  private NDArray context(NDArray h) {
    return LayerNorm.layerNorm(
            h,
            new ai.djl.ndarray.types.Shape(shape.width()),
            get(Tensor.CONTEXT_GAIN),
            get(Tensor.CONTEXT_BIAS),
            CONTEXT_EPSILON)
        .singletonOrThrow();
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
    return Torch.concat(new NDList(tail, y), 0);
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
