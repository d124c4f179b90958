package dev.ricordo.memory;

import dev.ricordo.base.Shape;
import java.util.Arrays;

/**
 * What one customer's working memory holds.
 *
 * <p>{@code fast} is D {@code [H, W, W]}, the departure of each head's common matrix from the
 * identity, kept by columns: element (row r, column c) of head h stands at {@code fast[c][h W +
 * r]}. {@code previous} and {@code beforePrevious} {@code [d]} are the tail of the convolution,
 * {@code context} {@code [d]} is h, what the customer is ready for now.
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
  long steps;
  long lastSecond;

  MemoryState(Shape shape) {
    fast = new float[shape.headWidth()][shape.width()];
    previous = new float[shape.width()];
    beforePrevious = new float[shape.width()];
    context = new float[shape.width()];
    lastSecond = NEVER;
  }

  private MemoryState(MemoryState other) {
    fast = Arrays.stream(other.fast).map(float[]::clone).toArray(float[][]::new);
    previous = other.previous.clone();
    beforePrevious = other.beforePrevious.clone();
    context = other.context.clone();
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

  /** Size of the arrays, in bytes. */
  public long stateBytes() {
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

  /** Whether both hold the same bits (all NaN count as alike; memories hold none). */
  public boolean sameBits(MemoryState other) {
    return steps == other.steps
        && lastSecond == other.lastSecond
        && Arrays.deepEquals(fast, other.fast)
        && Arrays.equals(previous, other.previous)
        && Arrays.equals(beforePrevious, other.beforePrevious)
        && Arrays.equals(context, other.context);
  }
}
