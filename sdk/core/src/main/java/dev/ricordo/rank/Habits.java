package dev.ricordo.rank;

import dev.ricordo.base.Gate;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;

/**
 * What a customer's own history says of each item in it, for the gate. A pure function of the last
 * items and the time of the question. Not thread-safe.
 *
 * <p>A visit ends with a pause of more than 30 minutes. The present visit is empty when the
 * question comes after such a pause.
 *
 * <pre>
 *   0  present   share of the present visit, an event weighing .95^(k-1)
 *   1  earlier   share of what came before it, .98^(k-1) counted from its end
 *   2  latest    .6^(visits since the latest with the item), earlier visits only
 *   3  often     sum of .6^(visits since) over the item's earlier events
 *   4  followed  how often the item came 1 to 4 events after an earlier occurrence of one of the last
 *                ten items: sum of .7^(k-1) .6^(distance-1)
 *   5  justNow   1 if among the last five events of the present visit
 *   6  recency   1 / (1 + weeks since the item was last had before this visit)
 * </pre>
 *
 * <p>Each enters the score as {@code weight * log(1 + scale * habit)}.
 */
public final class Habits {

  /** A longer pause ends a visit. */
  static final long PAUSE_SECONDS = 30 * 60;

  private static final double[] SCALES = {50, 50, 10, 10, 10, 10, 10};
  private static final double PRESENT_FADE = 0.95;
  private static final double EARLIER_FADE = 0.98;
  private static final double VISIT_FADE = 0.6;
  private static final double LAG_FADE = 0.7;
  private static final double DISTANCE_FADE = 0.6;
  private static final double[] PRESENT_WEIGHTS = powers(PRESENT_FADE);
  private static final double[] EARLIER_WEIGHTS = powers(EARLIER_FADE);
  private static final int FARTHEST = 4;
  private static final int JUST_NOW = 5;
  private static final double SECONDS_PER_WEEK = 7 * 24 * 60 * 60.0;

  private static final int HABITS = Gate.HABITS;

  /** Events, latest first. */
  private int events;

  private int[] itemAt = {};
  private long[] secondAt = {};
  private int visit;

  private int[] items = {};
  private double[] values = {};
  private int[] slots = {};
  private int mask;
  private int size;

  /** Of nobody yet: room for one customer's habits after another's. */
  Habits() {}

  private static double[] powers(double fade) {
    double[] powers = new double[RecentItems.CAPACITY];
    Arrays.setAll(powers, k -> StrictMath.pow(fade, k));
    return powers;
  }

  /**
   * @param second time of the question, in seconds since 1970
   */
  public static Habits of(RecentItems recent, long second) {
    Habits habits = new Habits();
    habits.read(recent, second);
    return habits;
  }

  /** Takes the place of what was read before. */
  void read(RecentItems recent, long second) {
    events = recent.size();
    clear();
    for (int lag = 1; lag <= events; lag++) {
      itemAt[lag] = recent.get(lag);
      secondAt[lag] = recent.second(lag);
    }
    visit = visitAt(second);
    readEvents(second);
    readSteps();
  }

  private void clear() {
    mask = Integer.highestOneBit(Math.max(4, 4 * events)) - 1;
    if (itemAt.length <= events) {
      itemAt = new int[events + 1];
      secondAt = new long[events + 1];
      items = new int[events];
      values = new double[events * HABITS];
      slots = new int[mask + 1];
    }
    size = 0;
    Arrays.fill(values, 0, events * HABITS, 0);
    Arrays.fill(slots, 0, mask + 1, -1);
  }

  /** Keeps nothing of whoever was read. */
  void forget() {
    Arrays.fill(itemAt, 0);
    Arrays.fill(secondAt, 0);
    Arrays.fill(items, 0);
    Arrays.fill(values, 0);
    Arrays.fill(slots, -1);
    events = 0;
    visit = 0;
    size = 0;
  }

  /** How many of the last events belong to the visit in which the question is asked. */
  private int visitAt(long second) {
    int count = 0;
    long next = second;
    while (count < events && next - secondAt[count + 1] <= PAUSE_SECONDS) {
      count++;
      next = secondAt[count];
    }
    return count;
  }

  private void readEvents(long second) {
    double present = 0;
    double earlier = 0;
    double visits = 1;
    for (int lag = 1; lag <= events; lag++) {
      int habit = HABITS * index(itemAt[lag]);
      if (lag <= visit) {
        double weight = PRESENT_WEIGHTS[lag - 1];
        values[habit] += weight;
        present += weight;
        values[habit + 5] = lag <= JUST_NOW ? 1 : values[habit + 5];
      } else {
        if (lag > visit + 1 && secondAt[lag - 1] - secondAt[lag] > PAUSE_SECONDS) {
          visits *= VISIT_FADE;
        }
        double weight = EARLIER_WEIGHTS[lag - visit - 1];
        values[habit + 1] += weight;
        earlier += weight;
        values[habit + 2] = Math.max(values[habit + 2], visits);
        values[habit + 3] += visits;
        double weeks = (double) Math.max(0, second - secondAt[lag]) / SECONDS_PER_WEEK;
        values[habit + 6] = Math.max(values[habit + 6], 1 / (1 + weeks));
      }
    }
    for (int i = 0; i < size; i++) {
      values[HABITS * i] /= Math.max(present, 1);
      values[HABITS * i + 1] /= Math.max(earlier, 1);
    }
  }

  /** The customer's own steps: what came after the last items when they came before. */
  private void readSteps() {
    int lags = Math.min(Gate.LAGS, visit == 0 ? events : visit);
    double lagWeight = 1;
    for (int lag = 1; lag <= lags; lag++) {
      int item = itemAt[lag];
      for (int before = Math.max(lag, visit) + 1; before <= events; before++) {
        if (itemAt[before] == item) {
          follow(before, lagWeight);
        }
      }
      lagWeight *= LAG_FADE;
    }
  }

  private void follow(int before, double lagWeight) {
    double weight = lagWeight;
    for (int distance = 1; distance <= FARTHEST && before - distance > visit; distance++) {
      values[HABITS * index(itemAt[before - distance]) + 4] += weight;
      weight *= DISTANCE_FADE;
    }
  }

  /** The place of an item, given now if it has none. */
  private int index(int item) {
    int slot = slot(item);
    if (slots[slot] < 0) {
      slots[slot] = size;
      items[size] = item;
      size++;
    }
    return slots[slot];
  }

  private int slot(int item) {
    int slot = ((item * 0x9E3779B9) >>> 8) & mask;
    while (slots[slot] >= 0 && items[slots[slot]] != item) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The index of an item, below 0 if it is not in the history. */
  int find(int item) {
    return slots[slot(item)];
  }

  /** How many different items there are. */
  public int size() {
    return size;
  }

  /** The number of an item. */
  public int item(int index) {
    return items[index];
  }

  /** {@code log(1 + scale * habit)} of an item, {@code [HABITS]}, as a new array. */
  public double[] logarithms(int index) {
    double[] logarithms = new double[HABITS];
    for (int habit = 0; habit < HABITS; habit++) {
      logarithms[habit] = logarithm(habit, values[HABITS * index + habit]);
    }
    return logarithms;
  }

  private static double logarithm(int habit, double value) {
    return value == 0 ? 0 : StrictMath.log1p(SCALES[habit] * value);
  }

  /**
   * The sum of weight * logarithm over an item's habits, in their order.
   *
   * @param weights of all levels
   * @param from where those of the habits begin
   */
  double sum(int index, double[] weights, int from) {
    double sum = 0;
    for (int habit = 0; habit < HABITS; habit++) {
      double value = values[HABITS * index + habit];
      sum += weights[from + habit] * logarithm(habit, value);
    }
    return sum;
  }

  /** At least {@link #sum}, without its logarithms. */
  double bound(int index, double[] weights, int from) {
    double sum = 0;
    for (int habit = 0; habit < HABITS; habit++) {
      double value = values[HABITS * index + habit];
      double weight = weights[from + habit];
      sum += weight * (value == 0 ? 0 : nearest(weight > 0, SCALES[habit] * value));
    }
    return sum;
  }

  private static double nearest(boolean above, double x) {
    return above ? LogBound.upper(x) : LogBound.lower(x);
  }

  /** How many events the present visit has. */
  public int visit() {
    return visit;
  }
}
