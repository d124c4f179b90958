package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.collective.Transitions;
import dev.ricordo.memory.RecentItems;

/**
 * Brings the levels together: own scores, what customers share, and the customer's own history,
 * weighed by the constants of a base. Immutable and thread-safe.
 *
 * <p>Used in three steps, so that whoever shares the counts needs to lock them for the second only:
 * {@link #draft}, {@link Draft#read}, {@link Draft#finish}.
 */
public final class Blend {

  private final Mix mix;
  private final Mixer mixer;
  private final GateNetwork gate;
  private final boolean gated;
  private final boolean[] cold;

  /**
   * @param cold {@code [n]}: which items the base was not trained on; kept, not copied
   */
  public Blend(Mix mix, boolean[] cold) {
    this.mix = mix;
    this.cold = cold;
    mixer = new Mixer(mix);
    gated = mix.family() == Mix.Family.GATE;
    gate = new GateNetwork(gated ? mix.gate().numbers() : new double[Gate.size()]);
  }

  /**
   * Scores of all items, level by level, in nats; {@code mixed} is their sum. Arrays are {@code
   * [n]} and belong to whoever asked.
   */
  public static final class Scores {

    private final double[] own;
    private final double[] collective;
    private final double[] repeats;
    private final double[] mixed;

    private Scores(int n) {
      own = new double[n];
      collective = new double[n];
      repeats = new double[n];
      mixed = new double[n];
    }

    /** The mixed scores: the array itself. */
    public double[] mixed() {
      return mixed;
    }

    /** What each level adds to the score of an item. */
    public Contributions parts(int item) {
      return new Contributions(own[item], collective[item], repeats[item]);
    }

    private void add() {
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = own[i] + collective[i] + repeats[i];
      }
    }
  }

  /**
   * Begins an answer.
   *
   * @param own own scores {@code [n]}, before the softmax, with the mix's cold bias
   * @param recent the customer's last items: not changed until {@link Draft#finish}
   * @param second when the question is asked, in seconds since 1970
   */
  public Draft draft(float[] own, RecentItems recent, long second) {
    return gated ? new Gated(own, recent, second) : new Plain(own, recent);
  }

  /** An answer in the making. Not thread-safe. */
  public interface Draft {

    /** Reads the shared sums; they are not needed afterwards. */
    void read(CollectiveSums sums);

    Scores finish();
  }

  private final class Plain implements Draft {

    private final float[] own;
    private final RecentItems recent;
    private final double[] shared;

    Plain(float[] own, RecentItems recent) {
      this.own = own;
      this.recent = recent;
      shared = new double[own.length];
    }

    @Override
    public void read(CollectiveSums sums) {
      sums.score(recent, mix.readout(), shared);
    }

    @Override
    public Scores finish() {
      double[] repeats = new double[own.length];
      Repeats.score(recent, repeats);
      Scores scores = new Scores(own.length);
      double normaliser = Mixer.logSumExp(own);
      for (int i = 0; i < own.length; i++) {
        Contributions parts = mixer.parts(own[i], normaliser, shared[i], repeats[i]);
        scores.own[i] = parts.own();
        scores.collective[i] = parts.collective();
        scores.repeats[i] = parts.repeats();
      }
      scores.add();
      return scores;
    }
  }

  private final class Gated implements Draft {

    private final float[] own;
    private final RecentItems recent;
    private final long second;
    private final double normaliser;
    private final Habits habits;
    private final Scores scores;
    private double[] weights = {};

    Gated(float[] own, RecentItems recent, long second) {
      this.own = own;
      this.recent = recent;
      this.second = second;
      normaliser = Mixer.logSumExp(own);
      habits = Habits.of(recent, second);
      scores = new Scores(own.length);
    }

    @Override
    public void read(CollectiveSums sums) {
      TransitionCounts counts = sums.transitions();
      GateFeatures features =
          GateFeatures.of(recent, habits, counts, second, max(own) - normaliser);
      GateNetwork.Output output = gate.run(features);
      weights = output.weights();
      double[] forward = output.forward();
      double[] backward = output.backward();
      for (int k = 0; k < forward.length; k++) {
        int item = recent.get(k + 1);
        forward[k] *= share(counts.total(item));
        backward[k] *= share(counts.totalTo(item));
      }
      counts.score(recent, forward, backward, scores.collective);
      sums.backOff(recent, mix.readout(), scores.collective);
      counts.popularity(scores.repeats);
    }

    /** {@code 1 / (R + 1)}, R in steps. */
    private double share(long total) {
      return 1 / ((double) total / Transitions.ONE + 1);
    }

    @Override
    public Scores finish() {
      for (int i = 0; i < own.length; i++) {
        double s = scores.collective[i];
        double counted = s == 0 ? 0 : counted(i) * logarithm(s);
        double popular = weights[GateNetwork.POPULARITY] * scores.repeats[i];
        scores.own[i] =
            weights[GateNetwork.OWN] * (own[i] - normaliser)
                + (cold[i] ? weights[GateNetwork.COLD] : 0);
        scores.collective[i] = counted + popular;
        scores.repeats[i] = 0;
      }
      for (int index = 0; index < habits.size(); index++) {
        if (habits.item(index) < own.length) {
          scores.repeats[habits.item(index)] = habitual(habits.logarithms(index));
        }
      }
      scores.add();
      return scores;
    }

    /** The weight of an item's counts. */
    private double counted(int item) {
      double weight = weights[GateNetwork.COLLECTIVE];
      return cold[item] ? weight + weights[GateNetwork.COLD_COLLECTIVE] : weight;
    }

    private double habitual(double[] logarithms) {
      double sum = 0;
      for (int m = 0; m < logarithms.length; m++) {
        sum += weights[GateNetwork.FIRST_HABIT + m] * logarithms[m];
      }
      return sum;
    }
  }

  static double logarithm(double s) {
    return StrictMath.log1p(s / Mix.COLLECTIVE_SCALE);
  }

  private static float max(float[] own) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : own) {
      max = Math.max(max, score);
    }
    return max;
  }
}
