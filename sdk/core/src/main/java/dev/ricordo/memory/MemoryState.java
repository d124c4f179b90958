package dev.ricordo.memory;

import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import java.util.Arrays;

/**
 * What one customer's working memory holds.
 *
 * <p>{@code fast} is D {@code [H, W, W]}, the departure of each head's common matrix from the
 * identity, kept by columns: element (row r, column c) of head h stands at {@code fast[c][h W +
 * r]}. {@code momentum} is V, the mean of its changes, kept alike, without any rows if it is
 * written without momentum. {@code previous} and {@code beforePrevious} {@code [d]} are the tail of
 * the convolution, {@code context} {@code [d]} is h, what the customer is ready for now, {@code
 * levels} are the continuum levels, fastest first.
 *
 * <p>Not thread-safe: it belongs to the customer's only writer.
 */
public final class MemoryState {

  /** {@link #lastSecond} before the first event. */
  static final long NEVER = Long.MIN_VALUE;

  final float[][] fast;
  final float[][] momentum;
  final float[] previous;
  final float[] beforePrevious;
  final float[] context;
  final LevelState[] levels;
  long steps;
  long lastSecond;

  MemoryState(Shape shape) {
    fast = new float[shape.headWidth()][shape.width()];
    momentum = new float[shape.writing().hasMomentum() ? shape.headWidth() : 0][shape.width()];
    previous = new float[shape.width()];
    beforePrevious = new float[shape.width()];
    context = new float[shape.width()];
    levels = new LevelState[shape.continuum().levels()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new LevelState(shape.continuum(), i, shape.width());
    }
    lastSecond = NEVER;
  }

  private MemoryState(MemoryState other) {
    fast = LevelState.clone(other.fast);
    momentum = LevelState.clone(other.momentum);
    previous = other.previous.clone();
    beforePrevious = other.beforePrevious.clone();
    context = other.context.clone();
    levels = Arrays.stream(other.levels).map(LevelState::copy).toArray(LevelState[]::new);
    steps = other.steps;
    lastSecond = other.lastSecond;
  }

  public MemoryState copy() {
    return new MemoryState(this);
  }

  /** h {@code [d]}: the array itself, changed by the next step. */
  public float[] context() {
    return context;
  }

  /** Events read so far. */
  public long steps() {
    return steps;
  }

  /** Size of all arrays, in bytes. */
  public long stateBytes() {
    return workingBytes() + Arrays.stream(levels).mapToLong(LevelState::bytes).sum();
  }

  /** Size of the working memory (L0) alone, in bytes. */
  public long workingBytes() {
    return 4L
        * ((fast.length + momentum.length) * previous.length
            + previous.length
            + beforePrevious.length
            + context.length);
  }

  /**
   * How far a head's memory has moved from the shared weights: the Frobenius norm of D.
   *
   * @param head from 0 to H - 1
   */
  public double strength(int head, Shape shape) {
    double sum = 0;
    for (float[] column : fast) {
      for (int i = head * shape.headWidth(); i < (head + 1) * shape.headWidth(); i++) {
        sum += (double) column[i] * column[i];
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * How much of the working memory is the customer's own: {@code |D - D0| / |I + D0|}, Frobenius
   * norms over all heads, I + D0 being the common matrices of a memory without events.
   *
   * @param start the memory without events
   */
  public double departure(MemoryState start) {
    double moved = 0;
    double before = 0;
    for (int c = 0; c < fast.length; c++) {
      for (int i = 0; i < fast[c].length; i++) {
        double own = (double) fast[c][i] - start.fast[c][i];
        double common = start.fast[c][i] + (i % fast.length == c ? 1.0 : 0.0);
        moved += own * own;
        before += common * common;
      }
    }
    return Math.sqrt(moved / before);
  }

  /** How many continuum levels there are. */
  public int levels() {
    return levels.length;
  }

  /**
   * Size of a continuum level, in bytes.
   *
   * @param level from 0, fastest first
   */
  public long levelBytes(int level) {
    return levels[level].bytes();
  }

  /**
   * How far a continuum level has moved from its shared block: the Frobenius norm of F.
   *
   * @param level from 0, fastest first
   */
  public double levelStrength(int level) {
    double sum = 0;
    for (float[] row : levels[level].delta) {
      for (float value : row) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * How much of a continuum level is the customer's own: {@code |g F| / |B|}, Frobenius norms, B
   * being the shared block that F is added to.
   *
   * @param level from 0, fastest first
   * @param weights of the base
   */
  public double levelDeparture(int level, Weights weights) {
    float[] blocks = weights.get(Weights.Tensor.LEVEL_OUT);
    int size = blocks.length / levels.length;
    double shared = 0;
    for (int i = level * size; i < (level + 1) * size; i++) {
      shared += (double) blocks[i] * blocks[i];
    }
    double scale = Math.abs(weights.get(Weights.Tensor.LEVEL_SCALE)[level]);
    return scale * levelStrength(level) / Math.sqrt(shared);
  }

  /**
   * A copy in which a continuum level has not moved from its shared block: F is 0.
   *
   * @param level from 0, fastest first
   */
  public MemoryState withoutLevel(int level) {
    MemoryState copy = copy();
    for (float[] row : copy.levels[level].delta) {
      Arrays.fill(row, 0f);
    }
    return copy;
  }

  /** Whether both hold the same bits (all NaN count as alike; memories hold none). */
  public boolean sameBits(MemoryState other) {
    for (int i = 0; i < levels.length; i++) {
      if (!levels[i].sameBits(other.levels[i])) {
        return false;
      }
    }
    return steps == other.steps
        && lastSecond == other.lastSecond
        && Arrays.deepEquals(fast, other.fast)
        && Arrays.deepEquals(momentum, other.momentum)
        && Arrays.equals(previous, other.previous)
        && Arrays.equals(beforePrevious, other.beforePrevious)
        && Arrays.equals(context, other.context);
  }
}
