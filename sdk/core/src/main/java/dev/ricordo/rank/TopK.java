package dev.ricordo.rank;

/** Finds the best of many scores. */
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

  private final double[] scores;
  private final long[] tieBreaks;
  private final int[] heap;
  private int size;

  private TopK(double[] scores, long[] tieBreaks, int k) {
    this.scores = scores;
    this.tieBreaks = tieBreaks;
    this.heap = new int[k];
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
    TopK top = new TopK(scores, tieBreaks, Math.min(k, scores.length));
    for (int item = 0; item < scores.length; item++) {
      if (filter.allows(item)) {
        top.offer(item);
      }
    }
    return top.drain();
  }

  /** The rank an item has among all allowed ones, from 1. */
  public static int rank(double[] scores, long[] tieBreaks, int item, Filter filter) {
    TopK order = new TopK(scores, tieBreaks, 0);
    int rank = 1;
    for (int other = 0; other < scores.length; other++) {
      if (other != item && filter.allows(other) && order.before(other, item)) {
        rank++;
      }
    }
    return rank;
  }

  private void offer(int item) {
    if (size < heap.length) {
      heap[size] = item;
      up(size++);
    } else if (size > 0 && before(item, heap[0])) {
      heap[0] = item;
      down();
    }
  }

  private int[] drain() {
    int[] best = new int[size];
    for (int i = best.length - 1; i >= 0; i--) {
      best[i] = heap[0];
      heap[0] = heap[--size];
      down();
    }
    return best;
  }

  private boolean before(int a, int b) {
    int order = Double.compare(scores[b], scores[a]);
    return order != 0 ? order < 0 : tieBreaks[a] < tieBreaks[b];
  }

  private void up(int start) {
    int child = start;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!before(heap[parent], heap[child])) {
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
      if (child + 1 < size && before(heap[child], heap[child + 1])) {
        child++;
      }
      if (!before(heap[parent], heap[child])) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    int item = heap[a];
    heap[a] = heap[b];
    heap[b] = item;
  }
}
