package dev.ricordo.lab.compare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is said of several numbers, or of one that need not be finite. */
public final class Numbers {

  private Numbers() {}

  /** The standard deviation, with n - 1; of one number not finite. */
  public static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(m -> (m - mean) * (m - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** The number, or null if it is not finite. */
  public static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
