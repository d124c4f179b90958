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
  private static final int FARTHEST = 4;
  private static final int JUST_NOW = 5;
  private static final double SECONDS_PER_WEEK = 7 * 24 * 60 * 60.0;

  private final RecentItems recent;
  private final int visit;
  private final int[] items;
  private final double[][] values;
  private final int[] slots;
  private int size;

  private Habits(RecentItems recent, long second) {
    this.recent = recent;
    visit = visit(recent, second);
    items = new int[recent.size()];
    values = new double[recent.size()][];
    int capacity = Integer.highestOneBit(Math.max(4, 4 * recent.size()));
    slots = new int[capacity];
    Arrays.fill(slots, -1);
  }

  /**
   * @param second time of the question, in seconds since 1970
   */
  public static Habits of(RecentItems recent, long second) {
    Habits habits = new Habits(recent, second);
    habits.readEvents(second);
    habits.readSteps();
    habits.takeLogarithms();
    return habits;
  }

  /** How many of the last events belong to the visit in which the question is asked. */
  private static int visit(RecentItems recent, long second) {
    int events = 0;
    long next = second;
    while (events < recent.size() && next - recent.second(events + 1) <= PAUSE_SECONDS) {
      events++;
      next = recent.second(events);
    }
    return events;
  }

  private void readEvents(long second) {
    double present = 0;
    double earlier = 0;
    double visits = 1;
    for (int lag = 1; lag <= recent.size(); lag++) {
      double[] habit = values[index(recent.get(lag))];
      if (lag <= visit) {
        double weight = StrictMath.pow(PRESENT_FADE, lag - 1);
        habit[0] += weight;
        present += weight;
        habit[5] = lag <= JUST_NOW ? 1 : habit[5];
      } else {
        if (lag > visit + 1 && recent.second(lag - 1) - recent.second(lag) > PAUSE_SECONDS) {
          visits *= VISIT_FADE;
        }
        double weight = StrictMath.pow(EARLIER_FADE, lag - visit - 1);
        habit[1] += weight;
        earlier += weight;
        habit[2] = Math.max(habit[2], visits);
        habit[3] += visits;
        double weeks = (double) Math.max(0, second - recent.second(lag)) / SECONDS_PER_WEEK;
        habit[6] = Math.max(habit[6], 1 / (1 + weeks));
      }
    }
    for (int i = 0; i < size; i++) {
      values[i][0] /= Math.max(present, 1);
      values[i][1] /= Math.max(earlier, 1);
    }
  }

  /** The customer's own steps: what came after the last items when they came before. */
  private void readSteps() {
    int lags = Math.min(Gate.LAGS, visit == 0 ? recent.size() : visit);
    double lagWeight = 1;
    for (int lag = 1; lag <= lags; lag++) {
      int item = recent.get(lag);
      for (int before = Math.max(lag, visit) + 1; before <= recent.size(); before++) {
        if (recent.get(before) == item) {
          follow(before, lagWeight);
        }
      }
      lagWeight *= LAG_FADE;
    }
  }

  private void follow(int before, double lagWeight) {
    double weight = lagWeight;
    for (int distance = 1; distance <= FARTHEST && before - distance > visit; distance++) {
      values[index(recent.get(before - distance))][4] += weight;
      weight *= DISTANCE_FADE;
    }
  }

  private void takeLogarithms() {
    for (int i = 0; i < size; i++) {
      for (int habit = 0; habit < SCALES.length; habit++) {
        double value = values[i][habit];
        values[i][habit] = value == 0 ? 0 : StrictMath.log1p(SCALES[habit] * value);
      }
    }
  }

  /** The place of an item, given now if it has none. */
  private int index(int item) {
    int mask = slots.length - 1;
    int slot = ((item * 0x9E3779B9) >>> 8) & mask;
    while (slots[slot] >= 0 && items[slots[slot]] != item) {
      slot = (slot + 1) & mask;
    }
    if (slots[slot] < 0) {
      slots[slot] = size;
      items[size] = item;
      values[size] = new double[SCALES.length];
      size++;
    }
    return slots[slot];
  }

  /** How many different items there are. */
  public int size() {
    return size;
  }

  /** The number of an item. */
  public int item(int index) {
    return items[index];
  }

  /** {@code log(1 + scale * habit)} of an item, {@code [HABITS]}: the array itself. */
  public double[] logarithms(int index) {
    return values[index];
  }

  /** How many events the present visit has. */
  public int visit() {
    return visit;
  }
}
