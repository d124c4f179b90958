package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Mix;

/**
 * Mixes the levels of one item into one score, by the formulas of {@link Mix} that have fixed
 * weights. Immutable and thread-safe.
 */
public final class Mixer {

  private final Mix mix;

  public Mixer(Mix mix) {
    this.mix = mix;
  }

  /** The logarithm of the sum of e^own: own scores minus it are log-probabilities. */
  public static double logSumExp(float[] own) {
    return Softmax.of(own).logSum();
  }

  private double score(double logProbability, double collective, double repeats) {
    if (collective == 0 && repeats == 0) {
      return logProbability;
    }
    return switch (mix.family()) {
      case LOG ->
          logProbability
              + logTerm(mix.collective(), collective, Mix.COLLECTIVE_SCALE)
              + logTerm(mix.repeats(), repeats * Mix.REPEAT_SCALE, 1);
      case LINEAR ->
          StrictMath.log(
              StrictMath.exp(logProbability)
                  + mix.collective() * collective
                  + mix.repeats() * repeats);
      case GATE -> throw new RicordoBug("a gate has no fixed weights");
    };
  }

  private static double logTerm(double weight, double value, double scale) {
    return weight == 0 || value == 0 ? 0 : weight * StrictMath.log1p(value / scale);
  }

  /**
   * What each level adds to one item's score; the parts add up to it.
   *
   * @param own the item's score before the softmax
   * @param normaliser {@link #logSumExp} of all own scores
   * @param collective s, 0 or more
   * @param repeats r, 0 or more
   */
  public Contributions parts(double own, double normaliser, double collective, double repeats) {
    double logProbability = own - normaliser;
    double withoutRepeats = score(logProbability, collective, 0);
    double all = score(logProbability, collective, repeats);
    return new Contributions(logProbability, withoutRepeats - logProbability, all - withoutRepeats);
  }
}
