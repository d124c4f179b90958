package dev.ricordo.rank;

/**
 * Bounds of {@code log(1 + x)} for x of 0 or more that cost a few additions: {@code lower(x) <=
 * StrictMath.log1p(x) <= upper(x)}. They lie .06 apart. Thread-safe.
 */
/*
 * 1 + x is m 2^e with m in [1, 2), and log2 m exceeds m - 1 by at most .08608. The bits of a double, read
 * as an integer, are e + m - 1 in units of 2^-52. The slack covers the rounding of 1 + x, of the product
 * and of StrictMath, all of which are a thousand times smaller.
 *
 * Of many, the upper bits are enough, in units of 2^-13. They come to be a float without a conversion,
 * which would wait for the one before it (ADR 22): a float from 2^23 on counts by ones, so its bits are
 * those of 2^23 plus the number. The slack covers one unit, 8.5e-5, and three roundings of a float, for
 * no logarithm of a double exceeds 710.
 */
final class LogBound {

  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final double UNIT = StrictMath.log(2) / (1L << 52);
  private static final double GAP = 0.08608 * StrictMath.log(2);
  private static final double SLACK = 1e-12;

  private static final int DROPPED = 39;
  private static final int ONE_SHORT = (int) (ONE >>> DROPPED);
  private static final float COUNT = 1 << 23;
  private static final int COUNTING = Float.floatToRawIntBits(COUNT);
  private static final float SHORT_UNIT = (float) (StrictMath.log(2) / (1 << 13));
  private static final double SHORT_SLACK = 3e-4;

  private LogBound() {}

  static double upper(double x) {
    return (Double.doubleToRawLongBits(1 + x) - ONE) * UNIT + (GAP + SLACK);
  }

  /**
   * Upper bounds of many, at most .0604 too high.
   *
   * @param x {@code [n]}, times the factor the x of each
   * @param bounds {@code [n]}, overwritten
   */
  static void upper(double[] x, double factor, float[] bounds) {
    for (int i = 0; i < x.length; i++) {
      long bits = Double.doubleToRawLongBits(1 + factor * x[i]);
      bounds[i] = Float.intBitsToFloat((int) (bits >>> DROPPED) + COUNTING - ONE_SHORT);
    }
    for (int i = 0; i < x.length; i++) {
      bounds[i] = (bounds[i] - COUNT) * SHORT_UNIT + (float) (GAP + SHORT_SLACK);
    }
  }

  static double lower(double x) {
    return Math.max(0, (Double.doubleToRawLongBits(1 + x) - ONE) * UNIT - SLACK);
  }
}
