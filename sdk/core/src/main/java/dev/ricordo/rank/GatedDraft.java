package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Readout;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.collective.Transitions;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.List;

/** An answer by the gate, see {@link GateNetwork} for the formula. Not thread-safe. */
/*
 * Most of the time of an answer would go into logarithms: one for each item that is counted, several
 * for each of the customer's own. best() takes them only where they can matter. Each item first gets an
 * upper bound, the same sum with LogBound in place of the logarithms, and an item whose bound is below
 * the k-th best so far is passed over. What is kept is scored by the same functions as in finish(), so
 * both agree to the last bit.
 *
 * The customer's own items come first, for they raise the threshold soonest; their bounds are doubles,
 * and rounding is monotone, so no exact score exceeds them. Trained items are bounded in floats, in loops
 * that vectorise but for the one that reads bits (ADR 57); whether they are counted is not asked, for
 * that costs more than a bound (ADR 22).
 */
final class GatedDraft implements Blend.Draft {

  /** In place of the collective score of an item that was offered already. */
  private static final double OFFERED = -1;

  private static final double PER_SCALE = 1 / Mix.COLLECTIVE_SCALE;

  /**
   * What roundings of floats take away from a bound is less, as a share of its parts: nine units of
   * 2^-24 at most, for weights, the normaliser and each operation are rounded.
   */
  private static final float ROUNDED = 1e-6f;

  private final GateNetwork gate;
  private final ColdItems cold;
  private final Readout readout;
  private final Workspace workspace;
  private final RecentItems recent;
  private final long second;
  private final Softmax softmax;
  private final Habits habits;
  private final int n;
  private double[] weights = {};
  private boolean ended;

  GatedDraft(
      GateNetwork gate,
      ColdItems cold,
      Readout readout,
      Workspace workspace,
      RecentItems recent,
      long second) {
    this.gate = gate;
    this.cold = cold;
    this.readout = readout;
    this.workspace = workspace;
    this.recent = recent;
    this.second = second;
    n = workspace.own().length;
    softmax = Softmax.of(workspace.own());
    habits = workspace.habits();
    habits.read(recent, second);
  }

  @Override
  public void read(CollectiveSums sums) {
    TransitionCounts counts = sums.transitions();
    double likeliest = softmax.max() - softmax.logSum();
    GateNetwork.Output output =
        gate.run(GateFeatures.of(recent, habits, counts, second, likeliest));
    weights = output.weights();
    double[] forward = output.forward();
    double[] backward = output.backward();
    for (int k = 0; k < forward.length; k++) {
      int item = recent.get(k + 1);
      forward[k] *= share(counts.total(item));
      backward[k] *= share(counts.totalTo(item));
    }
    Arrays.fill(workspace.collective(), 0);
    counts.score(recent, forward, backward, workspace.collective());
    sums.backOff(recent, readout, workspace.collective());
    counts.popularity(workspace.popularity());
  }

  /** {@code 1 / (R + 1)}, R in steps. */
  private static double share(long total) {
    return 1 / ((double) total / Transitions.ONE + 1);
  }

  @Override
  public Blend.Scores finish() {
    requireNotEnded();
    double[] repeats = new double[n];
    for (int index = 0; index < habits.size(); index++) {
      if (habits.item(index) < n) {
        repeats[habits.item(index)] = repeats(index);
      }
    }
    Blend.Scores scores = new Blend.Scores(n);
    for (int i = 0; i < n; i++) {
      scores.set(i, own(i), collective(i, workspace.collective()[i]), repeats[i]);
    }
    return scores;
  }

  @Override
  public List<Blend.Scored> best(int count, long[] tieBreaks, TopK.Filter filter) {
    requireNotEnded();
    TopK top = new TopK(Math.min(count, n), tieBreaks);
    double[] counted = offerHabitual(top, filter);
    offerCold(top, filter);
    offerTrained(top, filter);
    for (int index = 0; index < habits.size(); index++) {
      if (habits.item(index) < n) {
        workspace.collective()[habits.item(index)] = counted[index];
      }
    }
    List<Blend.Scored> best = Arrays.stream(top.drain()).mapToObj(this::scored).toList();
    habits.forget(); // the workspace waits for somebody else
    ended = true;
    return best;
  }

  private void requireNotEnded() {
    if (ended) {
      throw new RicordoBug("this draft has given its best");
    }
  }

  private Blend.Scored scored(int item) {
    int index = habits.find(item);
    double own = own(item);
    double collective = collective(item, workspace.collective()[item]);
    double repeats = index < 0 ? 0 : repeats(index);
    return new Blend.Scored(
        item, own + collective + repeats, new Contributions(own, collective, repeats));
  }

  /**
   * Offers the items of the customer's own history and marks them as offered.
   *
   * @return their collective scores, which the marks have taken the place of
   */
  private double[] offerHabitual(TopK top, TopK.Filter filter) {
    double[] collective = workspace.collective();
    double[] counted = new double[habits.size()];
    for (int index = 0; index < counted.length; index++) {
      int item = habits.item(index);
      if (item < n) {
        double s = collective[item];
        counted[index] = s;
        collective[item] = OFFERED;
        double bound =
            own(item)
                + collectiveBound(item, s)
                + habits.bound(index, weights, GateNetwork.FIRST_HABIT);
        if (!(bound < top.threshold()) && filter.allows(item)) {
          top.offer(item, own(item) + collective(item, s) + repeats(index));
        }
      }
    }
    return counted;
  }

  /** Offers untrained items that are not marked. */
  private void offerCold(TopK top, TopK.Filter filter) {
    for (int place = 0; place < cold.size(); place++) {
      int item = cold.item(place);
      double s = workspace.collective()[item];
      if (s != OFFERED) {
        offer(item, own(item) + collectiveBound(item, s), top, filter);
      }
    }
  }

  /** Offers trained items that are not marked. */
  private void offerTrained(TopK top, TopK.Filter filter) {
    float[] bounds = workspace.bounds();
    LogBound.upper(workspace.collective(), PER_SCALE, bounds);
    bound(workspace.own(), workspace.popularity(), bounds);
    float threshold = below(top.threshold());
    for (int item = 0; item < n; item++) {
      boolean mayEnter = !(bounds[item] < threshold);
      if (mayEnter && workspace.collective()[item] != OFFERED && !cold.is(item)) {
        offer(item, bounds[item], top, filter);
        threshold = below(top.threshold());
      }
    }
  }

  /**
   * At least the score of each trained item. No log-probability is above 0, no popularity and no
   * logarithm below it, so a weight that is a little off in the right direction outweighs what
   * roundings take away.
   *
   * @param bounds {@code [n]}: bounds of the logarithms of the counts; those of the scores are left
   *     in it
   */
  private void bound(float[] own, float[] popularity, float[] bounds) {
    float beta = (float) weights[GateNetwork.OWN];
    beta -= ROUNDED * Math.abs(beta);
    float popular = (float) weights[GateNetwork.POPULARITY];
    popular += ROUNDED * Math.abs(popular);
    float counted = (float) Math.max(0, counted(false)) * (1 + ROUNDED);
    float normaliser = (float) softmax.logSum();
    float least = ROUNDED * Math.abs(beta * normaliser) + Float.MIN_NORMAL;
    for (int i = 0; i < n; i++) {
      bounds[i] =
          beta * (own[i] - normaliser) + (counted * bounds[i] + popular * popularity[i]) + least;
    }
  }

  /** A float that is not above a number. */
  private static float below(double number) {
    float nearest = (float) number;
    return nearest > number ? Math.nextDown(nearest) : nearest;
  }

  private void offer(int item, double bound, TopK top, TopK.Filter filter) {
    if (!(bound < top.threshold()) && filter.allows(item)) {
      top.offer(item, own(item) + collective(item, workspace.collective()[item]) + 0);
    }
  }

  private double own(int i) {
    return weights[GateNetwork.OWN] * (workspace.own()[i] - softmax.logSum())
        + (cold.is(i) ? weights[GateNetwork.COLD] : 0);
  }

  private double collective(int i, double s) {
    double counted = s == 0 ? 0 : counted(cold.is(i)) * logarithm(s);
    return counted + weights[GateNetwork.POPULARITY] * workspace.popularity()[i];
  }

  /** At least {@link #collective}. */
  private double collectiveBound(int i, double s) {
    double counted = Math.max(0, counted(cold.is(i))) * LogBound.upper(s * PER_SCALE);
    return counted + weights[GateNetwork.POPULARITY] * workspace.popularity()[i];
  }

  /** The weight of an item's counts. */
  private double counted(boolean unknown) {
    double weight = weights[GateNetwork.COLLECTIVE];
    return unknown ? weight + weights[GateNetwork.COLD_COLLECTIVE] : weight;
  }

  private static double logarithm(double s) {
    return StrictMath.log1p(s / Mix.COLLECTIVE_SCALE);
  }

  private double repeats(int index) {
    return habits.sum(index, weights, GateNetwork.FIRST_HABIT);
  }
}
