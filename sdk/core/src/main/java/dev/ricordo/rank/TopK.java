package dev.ricordo.rank;

/** Finds the best of many scores. Not thread-safe. */
/*
 * A binary heap of the k best so far with the worst on top, so most items cost one comparison. Ties
 * break by the digest of the item's id, never by its number.
 */
public final class TopK {

  /** Says which items may be chosen. */
  @FunctionalInterface
  public interface Filter {
    boolean allows(int item);
  }

  private final long[] tieBreaks;
  private final int[] items;
  private final double[] scores;
  private int size;
  private double threshold = Double.NEGATIVE_INFINITY;

  /**
   * @param k how many are kept, 0 or more
   * @param tieBreaks {@code [n]}, the lower first among equal scores; kept, not copied
   */
  TopK(int k, long[] tieBreaks) {
    this.tieBreaks = tieBreaks;
    items = new int[k];
    scores = new double[k];
  }

  /**
   * The numbers of the k best allowed items, best first; fewer if fewer are allowed.
   *
   * @param scores {@code [n]}, higher is better
   * @param tieBreaks {@code [n]}, the lower first among equal scores
   * @param k 1 or more
   */
  public static int[] select(double[] scores, long[] tieBreaks, int k, Filter filter) {
    if (k < 1) {
      throw new IllegalArgumentException("count: must be at least 1, is " + k);
    }
    TopK top = new TopK(Math.min(k, scores.length), tieBreaks);
    for (int item = 0; item < scores.length; item++) {
      if (!(scores[item] < top.threshold) && filter.allows(item)) {
        top.offer(item, scores[item]);
      }
    }
    return top.drain();
  }

  /** The rank an item has among all allowed ones, from 1. */
  public static int rank(double[] scores, long[] tieBreaks, int item, Filter filter) {
    int rank = 1;
    for (int other = 0; other < scores.length; other++) {
      if (other != item
          && filter.allows(other)
          && before(scores[other], tieBreaks[other], scores[item], tieBreaks[item])) {
        rank++;
      }
    }
    return rank;
  }

  /** Scores below this one are not kept; minus infinity until there are k. */
  double threshold() {
    return threshold;
  }

  /** Keeps an item if it is among the k best so far. */
  void offer(int item, double score) {
    if (size < items.length) {
      set(size, item, score);
      up(size++);
    } else if (size > 0 && before(score, tieBreaks[item], scores[0], tieBreaks[items[0]])) {
      set(0, item, score);
      down();
    }
    if (size == items.length && size > 0) {
      threshold = scores[0];
    }
  }

  /** The items that were kept, best first; none are left. */
  int[] drain() {
    int[] best = new int[size];
    for (int i = best.length - 1; i >= 0; i--) {
      best[i] = items[0];
      swap(0, --size);
      down();
    }
    return best;
  }

  private boolean before(int a, int b) {
    return before(scores[a], tieBreaks[items[a]], scores[b], tieBreaks[items[b]]);
  }

  private static boolean before(double a, long tieBreakA, double b, long tieBreakB) {
    int order = Double.compare(b, a);
    return order != 0 ? order < 0 : tieBreakA < tieBreakB;
  }

  private void up(int start) {
    int child = start;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!before(parent, child)) {
        return;
      }
      swap(parent, child);
      child = parent;
    }
  }

  private void down() {
    int parent = 0;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && before(child, child + 1)) {
        child++;
      }
      if (!before(parent, child)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    int item = items[a];
    double score = scores[a];
    set(a, items[b], scores[b]);
    set(b, item, score);
  }

  private void set(int place, int item, double score) {
    items[place] = item;
    scores[place] = score;
  }
}
