package dev.ricordo.lab.compare;

import java.util.Arrays;

/** A 95 % percentile interval, bounds included; a bound may be infinite. */
public record Interval(double low, double high) {

  private static final double TAIL = 0.025;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval: low " + low + " is above high " + high);
    }
  }

  /** Of drawn values, by nearest rank. */
  static Interval of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Interval(
        sorted[(int) Math.floor(TAIL * last)], sorted[(int) Math.ceil((1 - TAIL) * last)]);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
