package dev.ricordo.rank;

import dev.ricordo.base.Gate;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.collective.Transitions;
import dev.ricordo.memory.RecentItems;

/**
 * What the gate sees of a customer's present and of the counts of the last items.
 *
 * <p>Immutable, as long as nobody changes the arrays.
 */
public final class GateFeatures {

  /** Of a customer of whom nothing is known. */
  public static final GateFeatures NONE =
      new GateFeatures(new double[0][], new double[Gate.CONTEXT_FEATURES]);

  /** Place in the context: how likely the own scores hold the likeliest item to be. */
  public static final int LIKELIEST = 4;

  /** Place in the context: how well the counts know the last item. */
  public static final int KNOWN = 6;

  private static final int SHORT_HISTORY = 3;
  private static final int LONG_HISTORY = 200;
  private static final double WELL_KNOWN = 100;

  private final double[][] lags;
  private final double[] context;

  private GateFeatures(double[][] lags, double[] context) {
    this.lags = lags;
    this.context = context;
  }

  /** {@code [lags][LAG_FEATURES]}, one row for each of the last items, at most ten. */
  public double[][] lags() {
    return lags;
  }

  /** {@code [CONTEXT_FEATURES]}. */
  public double[] context() {
    return context;
  }

  /**
   * @param recent the customer's last items
   * @param habits of the same customer at the same time
   * @param second when the question is asked, in seconds since 1970
   * @param likeliest log-probability of the item that the own scores put first
   */
  public static GateFeatures of(
      RecentItems recent, Habits habits, TransitionCounts counts, long second, double likeliest) {
    int lags = Math.min(Gate.LAGS, recent.size());
    double[][] rows = new double[lags][];
    for (int lag = 1; lag <= lags; lag++) {
      rows[lag - 1] = lag(recent, habits, counts, second, lag);
    }
    int events = recent.size();
    boolean none = events == 0;
    double gap = none ? 0 : (double) Math.max(0, second - recent.second(1));
    double known = none ? 0 : steps(counts.total(recent.get(1))) / WELL_KNOWN;
    double[] context = {
      log1p(events) / 5,
      habits.visit() == 0 ? 1 : 0,
      log1p(habits.visit()) / 4,
      log1p(gap) / 15,
      likeliest / 5,
      events > habits.visit() ? 1 : 0,
      Math.min(1, known),
      events < SHORT_HISTORY ? 1 : 0,
      events > LONG_HISTORY ? 1 : 0
    };
    return new GateFeatures(rows, context);
  }

  private static double[] lag(
      RecentItems recent, Habits habits, TransitionCounts counts, long second, int lag) {
    int item = recent.get(lag);
    double forward = steps(counts.total(item));
    double backward = steps(counts.totalTo(item));
    boolean again = false;
    for (int later = 1; later <= Math.min(lag + 1, recent.size()); later++) {
      again |= later != lag && recent.get(later) == item;
    }
    return new double[] {
      log1p(forward) / 4,
      log1p(backward) / 4,
      1 / (forward + 1),
      1 / (backward + 1),
      again ? 1 : 0,
      lag <= habits.visit() ? 1 : 0,
      log1p((double) Math.max(0, second - recent.second(lag))) / 10,
      log1p(recent.size()) / 5
    };
  }

  private static double steps(long fixedPoint) {
    return (double) fixedPoint / Transitions.ONE;
  }

  private static double log1p(double value) {
    return StrictMath.log1p(value);
  }
}
