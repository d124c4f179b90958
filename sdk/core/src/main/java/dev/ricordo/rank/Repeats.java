package dev.ricordo.rank;

import dev.ricordo.memory.RecentItems;

/** The customer's own repetitions: how much of the recent past each item makes up. */
public final class Repeats {

  /** How many of the last events count. */
  public static final int WINDOW = 50;

  private static final double FADE = 0.95;

  private Repeats() {}

  /**
   * Adds to each item its share of the customer's last 50 events, an event weighing 0.95^(k-1) when
   * k - 1 events have followed it; all shares together are 1, or 0 without events.
   *
   * @param scores {@code [n]}; items numbered n or higher are left out
   */
  public static void score(RecentItems recent, double[] scores) {
    int events = Math.min(WINDOW, recent.size());
    double sum = 0;
    double weight = 1;
    for (int lag = 1; lag <= events; lag++) {
      sum += weight;
      weight *= FADE;
    }
    weight = 1;
    for (int lag = 1; lag <= events; lag++) {
      int item = recent.get(lag);
      if (item < scores.length) {
        scores[item] += weight / sum;
      }
      weight *= FADE;
    }
  }
}
