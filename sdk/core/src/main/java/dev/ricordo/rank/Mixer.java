package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.Mix;
import dev.ricordo.memory.CertifiedMath;

/**
 * Mixes the levels into one score, by the formulas of {@link Mix}. Immutable and thread-safe.
 *
 * <p>Arrays are {@code [n]}, n the size of the catalogue: {@code own} scores before the softmax,
 * {@code collective} and {@code repeats} 0 or more.
 */
public final class Mixer {

  private final Mix mix;

  public Mixer(Mix mix) {
    this.mix = mix;
  }

  /** The logarithm of the sum of e^own: own scores minus it are log-probabilities. */
  public static double logSumExp(float[] own) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : own) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (float score : own) {
      sum += CertifiedMath.exp(score - max);
    }
    return max + StrictMath.log(sum);
  }

  /**
   * The mixed scores z of all items.
   *
   * @param z {@code [n]}, overwritten
   */
  public void mix(float[] own, double[] collective, double[] repeats, double[] z) {
    double normaliser = logSumExp(own);
    for (int i = 0; i < own.length; i++) {
      z[i] = score(own[i] - normaliser, collective[i], repeats[i]);
    }
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
    };
  }

  private static double logTerm(double weight, double value, double scale) {
    return weight == 0 || value == 0 ? 0 : weight * StrictMath.log1p(value / scale);
  }

  /**
   * What each level adds to one item's score; the parts add up to it.
   *
   * @param normaliser {@link #logSumExp} of all own scores
   */
  public Contributions parts(double own, double normaliser, double collective, double repeats) {
    double logProbability = own - normaliser;
    double withoutRepeats = score(logProbability, collective, 0);
    double all = score(logProbability, collective, repeats);
    return new Contributions(logProbability, withoutRepeats - logProbability, all - withoutRepeats);
  }
}
