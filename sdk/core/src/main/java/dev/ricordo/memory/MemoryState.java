package dev.ricordo.memory;

import dev.ricordo.base.Shape;
import java.util.Arrays;

/**
 * What one customer's working memory holds.
 *
 * <p>{@code fast} is D {@code [H, W, W]}, the departure of each head's common matrix from the
 * identity, kept by columns: element (row r, column c) of head h stands at {@code fast[c][h W +
 * r]}. {@code previous} and {@code beforePrevious} {@code [d]} are the tail of the convolution,
 * {@code context} {@code [d]} is h, what the customer is ready for now, {@code levels} are the
 * continuum levels, fastest first.
 *
 * <p>Not thread-safe: it belongs to the customer's only writer.
 */
public final class MemoryState {

  /** {@link #lastSecond} before the first event. */
  static final long NEVER = Long.MIN_VALUE;

  final float[][] fast;
  final float[] previous;
  final float[] beforePrevious;
  final float[] context;
  final LevelState[] levels;
  long steps;
  long lastSecond;

  MemoryState(Shape shape) {
    fast = new float[shape.headWidth()][shape.width()];
    previous = new float[shape.width()];
    beforePrevious = new float[shape.width()];
    context = new float[shape.width()];
    levels = new LevelState[shape.continuum().levels()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new LevelState(shape.continuum().rank(), shape.width());
    }
    lastSecond = NEVER;
  }

  private MemoryState(MemoryState other) {
    fast = Arrays.stream(other.fast).map(float[]::clone).toArray(float[][]::new);
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
        * (fast.length * previous.length
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
        && Arrays.equals(previous, other.previous)
        && Arrays.equals(beforePrevious, other.beforePrevious)
        && Arrays.equals(context, other.context);
  }
}
