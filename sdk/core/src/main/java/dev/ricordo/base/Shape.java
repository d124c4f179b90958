package dev.ricordo.base;

import java.util.Objects;

/**
 * The sizes of a model.
 *
 * @param width d, the width of an event
 * @param heads H, the number of heads of the working memory; divides d
 * @param hidden m, the width of the feed-forward block
 * @param memoryWrites whether a customer's memory is written; false only for the frozen control
 * @param continuum the levels between the working memory and the base
 * @param features rows of the tables of what items and events are like
 * @param writing how events are written into the working memory
 */
public record Shape(
    int width,
    int heads,
    int hidden,
    boolean memoryWrites,
    Continuum continuum,
    FeatureRows features,
    Writing writing) {

  /** Events mixed by the convolution: the current one and the two before it. */
  public static final int CONVOLUTION = 3;

  /** Rows of the kind embedding, one per {@link dev.ricordo.event.EventKind}. */
  public static final int KINDS = 6;

  /** Rows of the time gap embedding, see {@link dev.ricordo.memory.TimeGap}. */
  public static final int GAPS = 16;

  /** The recipe that was measured to work: d 64, 4 heads of 16, m 64. */
  public static final Shape DEFAULT = new Shape(64, 4, 64, true);

  /**
   * @throws IllegalArgumentException naming the size that is out of range
   */
  public Shape {
    continuum = Objects.requireNonNullElse(continuum, Continuum.NONE);
    features = Objects.requireNonNullElse(features, FeatureRows.NONE);
    writing = Objects.requireNonNullElse(writing, Writing.DEFAULT);
    requireBetween("width", width, 8, 1024);
    requireBetween("heads", heads, 1, 64);
    requireBetween("hidden", hidden, 8, 4096);
    requireMultipleOfFour("width", width);
    requireMultipleOfFour("hidden", hidden);
    if (width % heads != 0) {
      throw new IllegalArgumentException("heads: " + heads + " does not divide width " + width);
    }
    if (width / heads % 2 != 0) {
      throw new IllegalArgumentException("heads: must have an even width, have " + width / heads);
    }
  }

  /** A shape without features and without levels between the working memory and the base. */
  public Shape(int width, int heads, int hidden, boolean memoryWrites) {
    this(width, heads, hidden, memoryWrites, Continuum.NONE, FeatureRows.NONE, Writing.DEFAULT);
  }

  private static void requireBetween(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + ": must be between " + low + " and " + high + ", is " + value);
    }
  }

  private static void requireMultipleOfFour(String name, int value) {
    if (value % 4 != 0) {
      throw new IllegalArgumentException(name + ": must be a multiple of 4, is " + value);
    }
  }

  /** W, the width of a head. */
  public int headWidth() {
    return width / heads;
  }

  /** The same sizes with these levels between the working memory and the base. */
  public Shape with(Continuum levels) {
    return new Shape(width, heads, hidden, memoryWrites, levels, features, writing);
  }

  /** The same sizes with tables of so many rows. */
  public Shape with(FeatureRows rows) {
    return new Shape(width, heads, hidden, memoryWrites, continuum, rows, writing);
  }

  /** The same sizes, written in another way. */
  public Shape with(Writing other) {
    return new Shape(width, heads, hidden, memoryWrites, continuum, features, other);
  }

  /** The same sizes without memory writes: the frozen control. */
  public Shape frozen() {
    return new Shape(width, heads, hidden, false, continuum, features, writing);
  }
}
