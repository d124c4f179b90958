package dev.ricordo.collective;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many customers have had each item: at most one per customer, item and epoch, added up over
 * the epochs of the window. Not thread-safe.
 */
public final class ItemCounts {

  private final SortedMap<Long, int[]> epochs = new TreeMap<>();
  private int[] sums = new int[16];
  private long oldest = Long.MIN_VALUE;

  ItemCounts() {}

  void add(long epoch, int item, int customers) {
    if (epoch < oldest) {
      return;
    }
    int[] counts = epochs.computeIfAbsent(epoch, e -> new int[16]);
    if (item >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(item + 1, counts.length * 2));
      epochs.put(epoch, counts);
    }
    counts[item] = Math.addExact(counts[item], customers);
    if (item >= sums.length) {
      sums = Arrays.copyOf(sums, Math.max(item + 1, sums.length * 2));
    }
    sums[item] = Math.addExact(sums[item], customers);
  }

  void addAll(ItemCounts more) {
    more.epochs.forEach(
        (epoch, counts) -> {
          for (int item = 0; item < counts.length; item++) {
            if (counts[item] != 0) {
              add(epoch, item, counts[item]);
            }
          }
        });
  }

  /** Takes out every epoch before this one, for good. */
  void forgetBefore(long epoch) {
    oldest = Math.max(oldest, epoch);
    SortedMap<Long, int[]> gone = epochs.headMap(oldest);
    for (int[] counts : gone.values()) {
      for (int item = 0; item < Math.min(counts.length, sums.length); item++) {
        sums[item] = Math.subtractExact(sums[item], counts[item]);
      }
    }
    gone.clear();
  }

  /** How many customers have had the item, once per epoch. */
  public int count(int item) {
    return item < sums.length ? sums[item] : 0;
  }

  /** How many customers had the item in one epoch. */
  public int count(int item, long epoch) {
    int[] counts = epochs.get(epoch);
    return counts != null && item < counts.length ? counts[item] : 0;
  }

  ItemCounts copy() {
    ItemCounts copy = new ItemCounts();
    epochs.forEach((epoch, counts) -> copy.epochs.put(epoch, counts.clone()));
    copy.sums = sums.clone();
    copy.oldest = oldest;
    return copy;
  }
}
