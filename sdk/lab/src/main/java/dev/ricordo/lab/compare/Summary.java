package dev.ricordo.lab.compare;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model over its seeds. Metrics by name; one without cases is left out.
 *
 * @param model its name
 * @param seeds that were evaluated
 * @param mean over the seeds
 * @param sd standard deviation over the seeds, with n - 1; empty with one seed
 * @param low end of the 95 % interval of the mean when customers are drawn anew
 * @param high end of that interval
 */
public record Summary(
    String model,
    List<Long> seeds,
    Map<String, Double> mean,
    Map<String, Double> sd,
    Map<String, Double> low,
    Map<String, Double> high) {

  public Summary {
    seeds = List.copyOf(seeds);
    mean = sorted(mean);
    sd = sorted(sd);
    low = sorted(low);
    high = sorted(high);
  }

  private static Map<String, Double> sorted(Map<String, Double> values) {
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
