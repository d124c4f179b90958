package dev.ricordo.rank;

/**
 * Bounds of {@code log(1 + x)} for x of 0 or more that cost a few additions: {@code lower(x) <=
 * StrictMath.log1p(x) <= upper(x)}. They lie .06 apart. Thread-safe.
 */
/*
 * 1 + x is m 2^e with m in [1, 2), and log2 m exceeds m - 1 by at most .08608. The bits of a double, read
 * as an integer, are e + m - 1 in units of 2^-52. The slack covers the rounding of 1 + x, of the product
 * and of StrictMath, all of which are a thousand times smaller.
 */
final class LogBound {

  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final double UNIT = StrictMath.log(2) / (1L << 52);
  private static final double GAP = 0.08608 * StrictMath.log(2);
  private static final double SLACK = 1e-12;

  private LogBound() {}

  static double upper(double x) {
    return (Double.doubleToRawLongBits(1 + x) - ONE) * UNIT + (GAP + SLACK);
  }

  /**
   * The upper bounds of many, in place of them.
   *
   * @param x {@code [length]}, times the factor the x of each
   */
  static void upper(double[] x, double factor, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = upper(factor * x[i]);
    }
  }

  static double lower(double x) {
    return Math.max(0, (Double.doubleToRawLongBits(1 + x) - ONE) * UNIT - SLACK);
  }
}
