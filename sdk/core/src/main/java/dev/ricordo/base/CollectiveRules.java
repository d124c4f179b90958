package dev.ricordo.base;

import java.util.Objects;

/**
 * What of the customers' events the shared sums hold, and what of the sums an answer may read:
 * constants of a base release. Whatever they say is a function of whole journals and present sums,
 * so forgetting stays exact under any of them.
 *
 * @param kinds how many steps an event counts for
 * @param cap the most steps that one customer adds to one cell, per epoch: min(cap, total), or
 *     {@link #UNCAPPED}
 * @param k the fewest distinct customers behind a cell that answers read; 1 for all cells
 * @param epochDays days of a calendar epoch, counted from 1970, UTC; 0 for one epoch without end
 * @param window from how many epochs answers read steps, the present one included; 0 for all, then
 *     steps are not kept apart by epoch
 * @param itemWindow from how many epochs an item's customers are counted; 0 for all
 * @param backOff what stands in for items that few customers have had
 */
public record CollectiveRules(
    KindWeights kinds, int cap, int k, int epochDays, int window, int itemWindow, BackOff backOff) {

  /** No cap: 2^31 - 1 steps are more than any journal holds. */
  public static final int UNCAPPED = Integer.MAX_VALUE;

  /** What a base without rules of its own is read by. */
  public static final CollectiveRules DEFAULT =
      new CollectiveRules(KindWeights.EQUAL, 2, 1, 0, 0, 0, BackOff.NONE);

  private static final long SECONDS_PER_DAY = 86_400;

  /**
   * @throws IllegalArgumentException naming the rule that is out of range
   */
  public CollectiveRules {
    kinds = Objects.requireNonNullElse(kinds, KindWeights.EQUAL);
    backOff = Objects.requireNonNullElse(backOff, BackOff.NONE);
    requireAtLeast("cap", 1, cap);
    requireAtLeast("k", 1, k);
    requireAtLeast("epochDays", 0, epochDays);
    requireAtLeast("window", 0, window);
    requireAtLeast("itemWindow", 0, itemWindow);
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": must be at least " + least + ", is " + value);
    }
  }

  public CollectiveRules withKinds(KindWeights newKinds) {
    return new CollectiveRules(newKinds, cap, k, epochDays, window, itemWindow, backOff);
  }

  public CollectiveRules withCap(int newCap) {
    return new CollectiveRules(kinds, newCap, k, epochDays, window, itemWindow, backOff);
  }

  public CollectiveRules withK(int newK) {
    return new CollectiveRules(kinds, cap, newK, epochDays, window, itemWindow, backOff);
  }

  /** Reads steps only from the last epochs. */
  public CollectiveRules withEpochs(int days, int epochs) {
    return new CollectiveRules(kinds, cap, k, days, epochs, itemWindow, backOff);
  }

  /** Counts an item's customers only in the last epochs. */
  public CollectiveRules withItemWindow(int epochs) {
    return new CollectiveRules(kinds, cap, k, epochDays, window, epochs, backOff);
  }

  public CollectiveRules withBackOff(BackOff newBackOff) {
    return new CollectiveRules(kinds, cap, k, epochDays, window, itemWindow, newBackOff);
  }

  /**
   * The epoch of a time; 0 without epochs.
   *
   * @param second since 1970, UTC
   */
  public long epoch(long second) {
    return epochDays == 0 ? 0 : Math.floorDiv(second, SECONDS_PER_DAY * epochDays);
  }

  /** The epoch under which a step of this time is kept; 0 if all epochs are read. */
  public long stepEpoch(long second) {
    return window == 0 ? 0 : epoch(second);
  }

  /** The epoch under which an item's customer of this time is kept; 0 if all are read. */
  public long itemEpoch(long second) {
    return itemWindow == 0 ? 0 : epoch(second);
  }

  /** The oldest epoch whose steps are read when this is the present one. */
  public long oldestStep(long epoch) {
    return window == 0 ? Long.MIN_VALUE : epoch - window + 1;
  }

  /** The oldest epoch whose customers of items are counted when this is the present one. */
  public long oldestItem(long epoch) {
    return itemWindow == 0 ? Long.MIN_VALUE : epoch - itemWindow + 1;
  }
}
