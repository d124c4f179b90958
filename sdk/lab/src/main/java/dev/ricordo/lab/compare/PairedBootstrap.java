package dev.ricordo.lab.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How much the means of several models over the same cases vary when customers, and the seeds that
 * nets were trained under, are drawn anew.
 *
 * <p>Cases of one customer are alike, so customers are drawn, with replacement and each with all of
 * their cases: the cluster bootstrap (Davison and Hinkley, Bootstrap Methods and their Application,
 * 1997, section 3.8). Every model sees the same draws, which is what pairs them. Of a model that
 * was trained under several seeds as many are drawn with replacement as there are, by their places:
 * two models trained under the same ones are paired by them too. Three seeds vary a third less in
 * such draws than seeds do. The seed of the draws is fixed: equal gains give equal intervals,
 * whichever other models are beside.
 *
 * <p>Immutable and thread-safe.
 */
public final class PairedBootstrap {

  public static final int RESAMPLES = 2_000;

  private static final long SEED = 20_260_101;
  private static final long SEED_OF_SEEDS = 20_260_102;

  private final double[] means;
  private final double[][] drawn;

  /**
   * @param means {@code [models]} over the cases as they are
   * @param drawn {@code [models, RESAMPLES]}
   */
  private PairedBootstrap(double[] means, double[][] drawn) {
    this.means = means;
    this.drawn = drawn;
  }

  /**
   * Draws.
   *
   * @param customers {@code [cases]}, whose case it is; any numbers
   * @param gains {@code [seeds, cases]} for each model: what the case adds to the mean
   * @throws IllegalArgumentException without cases or seeds, or if the lengths differ
   */
  public static PairedBootstrap of(int[] customers, List<double[][]> gains) {
    if (customers.length == 0) {
      throw new IllegalArgumentException("customers: must be of at least one case");
    }
    for (double[][] model : gains) {
      if (model.length == 0) {
        throw new IllegalArgumentException("gains: must be of at least one seed");
      }
      for (double[] gain : model) {
        if (gain.length != customers.length) {
          throw new IllegalArgumentException(
              "gains: must be of " + customers.length + " cases, are of " + gain.length);
        }
      }
    }
    int[] clusters = clusters(customers);
    int count = Arrays.stream(clusters).max().orElse(0) + 1;
    double[] ones = new double[clusters.length];
    Arrays.fill(ones, 1);
    double[] cases = sums(clusters, count, ones);
    List<double[][]> sums =
        gains.stream()
            .map(
                model ->
                    Arrays.stream(model)
                        .map(gain -> sums(clusters, count, gain))
                        .toArray(double[][]::new))
            .toList();
    double[] means =
        sums.stream()
            .mapToDouble(
                model ->
                    Arrays.stream(model).mapToDouble(PairedBootstrap::total).average().orElse(0)
                        / total(cases))
            .toArray();
    return new PairedBootstrap(means, draw(cases, sums));
  }

  /** Customers numbered from 0, in the order in which they come. */
  private static int[] clusters(int[] customers) {
    Map<Integer, Integer> numbers = new HashMap<>();
    return Arrays.stream(customers)
        .map(customer -> numbers.computeIfAbsent(customer, unknown -> numbers.size()))
        .toArray();
  }

  private static double[] sums(int[] clusters, int count, double[] gains) {
    double[] sums = new double[count];
    for (int i = 0; i < clusters.length; i++) {
      sums[clusters[i]] += gains[i];
    }
    return sums;
  }

  private static double total(double[] sums) {
    return Arrays.stream(sums).sum();
  }

  private static double[][] draw(double[] cases, List<double[][]> sums) {
    SplittableRandom random = new SplittableRandom(SEED);
    SplittableRandom seedRandom = new SplittableRandom(SEED_OF_SEEDS);
    int mostSeeds = sums.stream().mapToInt(model -> model.length).max().orElse(0);
    double[][] drawn = new double[sums.size()][RESAMPLES];
    int[] times = new int[cases.length];
    for (int r = 0; r < RESAMPLES; r++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      double total = dot(times, cases);
      double[] places = new SplittableRandom(seedRandom.nextLong()).doubles(mostSeeds).toArray();
      for (int model = 0; model < drawn.length; model++) {
        drawn[model][r] = drawnMean(times, sums.get(model), places) / total;
      }
    }
    return drawn;
  }

  /**
   * The sum of the drawn customers' gains, on average over the drawn seeds.
   *
   * @param places of the seeds drawn, from 0 to below 1; the first as many count as there are seeds
   */
  private static double drawnMean(int[] times, double[][] bySeed, double[] places) {
    int[] seedTimes = new int[bySeed.length];
    for (int draw = 0; draw < bySeed.length; draw++) {
      seedTimes[(int) (places[draw] * bySeed.length)]++;
    }
    double sum = 0;
    for (int seed = 0; seed < bySeed.length; seed++) {
      sum += seedTimes[seed] == 0 ? 0 : seedTimes[seed] * dot(times, bySeed[seed]);
    }
    return sum / bySeed.length;
  }

  private static double dot(int[] times, double[] sums) {
    double dot = 0;
    for (int i = 0; i < times.length; i++) {
      dot += times[i] * sums[i];
    }
    return dot;
  }

  /** The mean of a model over the cases as they are. */
  public double mean(int model) {
    return means[model];
  }

  /** The interval of a model's mean. */
  public Interval interval(int model) {
    return Interval.of(drawn[model]);
  }

  /** The mean of a over the mean of b; NaN if both are 0. */
  public double ratio(int a, int b) {
    return means[a] / means[b];
  }

  /** The interval of the ratio; a draw in which both means are 0 counts as 1. */
  public Interval ratioInterval(int a, int b) {
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      ratios[r] = drawn[a][r] == drawn[b][r] ? 1 : drawn[a][r] / drawn[b][r];
    }
    return Interval.of(ratios);
  }

  /** The mean of a less the mean of b. */
  public double difference(int a, int b) {
    return means[a] - means[b];
  }

  public Interval differenceInterval(int a, int b) {
    return Interval.of(differences(a, b));
  }

  /**
   * Two-sided: twice the share of draws in which the difference is not on the side where it was
   * found more often, one draw added (Davison and Hinkley, eq. 4.11); 1 at most.
   */
  public double p(int a, int b) {
    double[] differences = differences(a, b);
    long above = Arrays.stream(differences).filter(difference -> difference >= 0).count();
    long below = Arrays.stream(differences).filter(difference -> difference <= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(above, below)) / (RESAMPLES + 1));
  }

  private double[] differences(int a, int b) {
    double[] differences = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      differences[r] = drawn[a][r] - drawn[b][r];
    }
    return differences;
  }
}
