package dev.ricordo.lab.membership;

import java.util.Arrays;

/**
 * How often a member scores higher than somebody who is none, a tie counting half: 1 tells them
 * apart always, 0.5 is guessing.
 *
 * @param value 0 to 1
 * @param halfWidth of the 95 % interval around it (DeLong, DeLong and Clarke-Pearson 1988)
 */
public record Auc(double value, double halfWidth) {

  private static final double NORMAL_95 = 1.959964;

  /**
   * @param members at least two scores
   * @param others at least two scores
   */
  static Auc of(double[] members, double[] others) {
    if (members.length < 2 || others.length < 2) {
      throw new IllegalArgumentException(
          "scores: must be two of each, are " + members.length + " and " + others.length);
    }
    double[] above = placements(members, others);
    double[] below = placements(others, members);
    double value = mean(above);
    double variance =
        variance(above, value) / members.length + variance(below, 1 - value) / others.length;
    return new Auc(value, NORMAL_95 * Math.sqrt(variance));
  }

  /** For each score the share of the others that it is above, a tie counting half. */
  private static double[] placements(double[] scores, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    return Arrays.stream(scores)
        .map(score -> (first(sorted, score) + first(sorted, Math.nextUp(score))) / 2.0)
        .map(place -> place / sorted.length)
        .toArray();
  }

  /** How many of the sorted values are below a bound. */
  private static int first(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values, double mean) {
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  /** Whether the interval contains guessing. */
  public boolean isGuessing() {
    return Math.abs(value - 0.5) <= halfWidth;
  }
}
