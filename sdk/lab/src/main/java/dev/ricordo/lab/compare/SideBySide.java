package dev.ricordo.lab.compare;

import dev.ricordo.lab.evaluate.Metric;
import dev.ricordo.lab.evaluate.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The answers of several models to the same cases. A ratio is that of the means over seeds, and its
 * interval is about customers and seeds: how far others of both could move it.
 *
 * <p>Not thread-safe.
 */
public final class SideBySide {

  private final int[] customers;
  private final List<String> models;
  private final List<List<Long>> seeds = new ArrayList<>();
  private final List<List<Ranks>> ranks = new ArrayList<>();
  private final Map<Metric, Optional<PairedBootstrap>> drawn = new EnumMap<>(Metric.class);

  /**
   * @param customers {@code [cases]}, whose case it is
   * @param answers of each model, by seed; in the order in which they are shown
   * @throws IllegalArgumentException if not all were asked the same
   */
  public SideBySide(int[] customers, Map<String, ? extends Map<Long, Ranks>> answers) {
    this.customers = customers.clone();
    models = List.copyOf(answers.keySet());
    @Nullable Ranks first = null;
    for (Map.Entry<String, ? extends Map<Long, Ranks>> model : answers.entrySet()) {
      seeds.add(List.copyOf(model.getValue().keySet()));
      ranks.add(List.copyOf(model.getValue().values()));
      for (Ranks answer : model.getValue().values()) {
        first = first == null ? answer : first;
        requireSame(model.getKey(), first, answer);
      }
    }
  }

  private void requireSame(String model, Ranks first, Ranks answer) {
    if (answer.size() != customers.length) {
      throw new IllegalArgumentException(
          "cases: " + model + " has " + answer.size() + ", must have " + customers.length);
    }
    if (!answer.asked().equals(first.asked())) {
      throw new IllegalArgumentException(
          "cases: " + model + " was asked about other events than " + models.get(0));
    }
  }

  public List<String> models() {
    return models;
  }

  /** Means and spread of all models. */
  public List<Summary> summaries() {
    return IntStream.range(0, models.size()).mapToObj(this::summary).toList();
  }

  private Summary summary(int model) {
    Map<String, Double> mean = new TreeMap<>();
    Map<String, Double> sd = new TreeMap<>();
    Map<String, Double> low = new TreeMap<>();
    Map<String, Double> high = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      Optional<PairedBootstrap> sample = sample(metric);
      if (sample.isPresent()) {
        mean.put(metric.text(), sample.get().mean(model));
        Interval interval = sample.get().interval(model);
        low.put(metric.text(), interval.low());
        high.put(metric.text(), interval.high());
        if (seeds.get(model).size() > 1) {
          sd.put(metric.text(), deviation(model, metric));
        }
      }
    }
    return new Summary(models.get(model), seeds.get(model), mean, sd, low, high);
  }

  private double deviation(int model, Metric metric) {
    return Numbers.deviation(
        ranks.get(model).stream()
            .mapToDouble(
                answer -> Arrays.stream(gains(metric, answer, cases(metric))).average().orElse(0))
            .toArray());
  }

  /** The first model beside each other one of the same seeds, in each metric that has cases. */
  public List<Comparison> comparisons() {
    List<Comparison> comparisons = new ArrayList<>();
    for (String other : models.subList(1, models.size())) {
      for (Metric metric : Metric.values()) {
        compare(metric, models.get(0), other).ifPresent(comparisons::add);
      }
    }
    return comparisons;
  }

  /**
   * Two models beside each other; nothing if one is not here, one lacks a seed of the other, or no
   * case counts.
   */
  public Optional<Comparison> compare(Metric metric, String first, String second) {
    int a = models.indexOf(first);
    int b = models.indexOf(second);
    if (a < 0 || b < 0 || !seeds.get(a).equals(seeds.get(b))) {
      return Optional.empty();
    }
    return sample(metric).map(sample -> comparison(metric, sample, a, b));
  }

  private Comparison comparison(Metric metric, PairedBootstrap sample, int a, int b) {
    Interval ratio = sample.ratioInterval(a, b);
    Interval difference = sample.differenceInterval(a, b);
    return new Comparison(
        models.get(a),
        models.get(b),
        metric.text(),
        Numbers.finite(sample.ratio(a, b)),
        Numbers.finite(ratio.low()),
        Numbers.finite(ratio.high()),
        sample.difference(a, b),
        difference.low(),
        difference.high(),
        sample.p(a, b));
  }

  private Optional<PairedBootstrap> sample(Metric metric) {
    return drawn.computeIfAbsent(metric, this::draw);
  }

  private Optional<PairedBootstrap> draw(Metric metric) {
    int[] cases = cases(metric);
    if (cases.length == 0) {
      return Optional.empty();
    }
    List<double[][]> gains =
        ranks.stream()
            .map(
                answers ->
                    answers.stream()
                        .map(answer -> gains(metric, answer, cases))
                        .toArray(double[][]::new))
            .toList();
    int[] owners = Arrays.stream(cases).map(i -> customers[i]).toArray();
    return Optional.of(PairedBootstrap.of(owners, gains));
  }

  private static double[] gains(Metric metric, Ranks answer, int[] cases) {
    return Arrays.stream(cases).mapToDouble(i -> metric.gain(answer.rank(i))).toArray();
  }

  private int[] cases(Metric metric) {
    if (ranks.isEmpty()) {
      return new int[0];
    }
    Ranks any = ranks.get(0).get(0);
    return IntStream.range(0, any.size()).filter(i -> metric.counts(any, i)).toArray();
  }
}
