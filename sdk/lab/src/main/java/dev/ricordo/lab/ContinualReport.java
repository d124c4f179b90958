package dev.ricordo.lab;

import dev.ricordo.lab.compare.Interval;
import dev.ricordo.lab.compare.Numbers;
import dev.ricordo.lab.compare.PairedBootstrap;
import dev.ricordo.lab.continual.Figure;
import dev.ricordo.lab.continual.Returns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What models keep of what they learned, side by side.
 *
 * @param seed the first of the seeds
 * @param reproduction one line that gives the same figures
 */
public record ContinualReport(
    String command,
    String version,
    Machine machine,
    long seed,
    List<Long> seeds,
    Dataset dataset,
    List<Result> results,
    List<Ratio> ratios,
    String reproduction)
    implements Report {

  /**
   * How a model comes back to an interest that was left 40 or more events ago, beside another:
   * HR@2, means over the seeds.
   *
   * @param value the first model's divided by the second's; null if it was not measured
   * @param low end of its 95 % interval over customers and seeds, see {@link PairedBootstrap}; null
   *     if it was not measured
   * @param high end of the interval; null where it is not finite
   * @param sd standard deviation of the single seeds' ratios, with n - 1; null with one seed
   * @param wanted what it is to reach
   */
  public record Ratio(
      String model,
      String over,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double sd,
      double wanted) {

    boolean met() {
      return value != null && value >= wanted;
    }

    private String toLine() {
      return String.format(
          Locale.ROOT,
          "return after 40 and more, hr@2: %s / %s %s%s%s, wanted %.2f",
          model,
          over,
          value == null ? "not measured" : number(value),
          low == null ? "" : " [" + number(low) + ", " + (high == null ? "∞" : number(high)) + "]",
          sd == null ? "" : String.format(Locale.ROOT, " (sd %.3f over seeds)", sd),
          wanted);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.3f", value);
    }

    /** As a figure of a plan's report. */
    PlanReport.BarResult toBar(String command) {
      PlanReport.Verdict verdict = met() ? PlanReport.Verdict.MET : PlanReport.Verdict.MISSED;
      return new PlanReport.BarResult(
          MEASURE,
          model,
          over,
          "≥ " + wanted,
          wanted,
          value,
          low,
          high,
          value == null ? PlanReport.Verdict.OPEN : verdict,
          null,
          value == null ? "not measured" : null,
          value == null ? null : command);
    }
  }

  /**
   * One model under one seed.
   *
   * @param stateBytes bytes kept for one customer
   * @param trainSeconds of the base, also where another model had trained it
   * @param returns to interests left long ago, which the ratios are of
   */
  public record Result(
      String model,
      long seed,
      long stateBytes,
      double trainSeconds,
      List<Figure> figures,
      Returns returns) {

    public Result {
      figures = List.copyOf(figures);
    }

    Result withSeed(long newSeed) {
      return new Result(model, newSeed, stateBytes, trainSeconds, figures, returns);
    }

    /** HR@2 at returns; NaN without a case. */
    double returned() {
      return returns.hits().stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    }

    private double[] gains() {
      return returns.hits().stream().mapToDouble(Integer::doubleValue).toArray();
    }
  }

  /** What the ratios are of, in a plan's report. */
  static final String MEASURE = "return.hr@2";

  private static final int WIDTH = 11;

  /** The model that is to return, and its ratio to others that is wanted. */
  private static final String ASKED = "hope-own";

  private static final Map<String, Double> WANTED =
      new TreeMap<>(Map.of("sasrec-all", 0.95, "sasrec-window-20", 1.3));

  /** A table of the report: one scenario, one measure. */
  private record Table(String scenario, String measure) {}

  public ContinualReport {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
    ratios = List.copyOf(ratios);
  }

  static ContinualReport of(
      String version,
      Machine machine,
      List<Long> seeds,
      Dataset dataset,
      List<Result> results,
      String reproduction) {
    return new ContinualReport(
        "continual",
        version,
        machine,
        seeds.get(0),
        seeds,
        dataset,
        results,
        ratios(seeds, results),
        reproduction);
  }

  /** The ratios that a report is held to, none of which was measured. */
  static List<Ratio> unmeasured() {
    return ratios(List.of(), List.of());
  }

  private static List<Ratio> ratios(List<Long> seeds, List<Result> results) {
    List<Ratio> ratios = new ArrayList<>();
    WANTED.forEach((over, wanted) -> ratios.add(ratio(over, wanted, seeds, results)));
    return ratios;
  }

  /** Under all seeds or not at all: a net that failed under one may be the weaker for it. */
  private static Ratio ratio(String over, double wanted, List<Long> seeds, List<Result> results) {
    List<Result> asked = of(ASKED, results);
    List<Result> others = of(over, results);
    boolean complete = seeds(asked).equals(seeds) && seeds(others).equals(seeds);
    if (!complete || asked.isEmpty() || asked.get(0).returns().hits().isEmpty()) {
      return new Ratio(ASKED, over, null, null, null, null, wanted);
    }
    PairedBootstrap drawn =
        PairedBootstrap.of(
            asked.get(0).returns().customers().stream().mapToInt(Integer::intValue).toArray(),
            List.of(gains(asked), gains(others)));
    Double value = Numbers.finite(drawn.ratio(0, 1));
    Interval interval = drawn.ratioInterval(0, 1);
    return new Ratio(
        ASKED,
        over,
        value,
        value == null ? null : Numbers.finite(interval.low()),
        value == null ? null : Numbers.finite(interval.high()),
        Numbers.finite(Numbers.deviation(bySeed(asked, others))),
        wanted);
  }

  private static List<Result> of(String model, List<Result> results) {
    return results.stream().filter(result -> result.model().equals(model)).toList();
  }

  private static List<Long> seeds(List<Result> results) {
    return results.stream().map(Result::seed).toList();
  }

  private static double[][] gains(List<Result> seeds) {
    return seeds.stream().map(Result::gains).toArray(double[][]::new);
  }

  /** The ratios of the seeds that both were measured under. */
  private static double[] bySeed(List<Result> asked, List<Result> others) {
    return asked.stream()
        .flatMapToDouble(
            one ->
                others.stream()
                    .filter(other -> other.seed() == one.seed())
                    .mapToDouble(other -> one.returned() / other.returned()))
        .toArray();
  }

  /** Whether every ratio was measured and is what is wanted. */
  public boolean allMet() {
    return ratios.stream().allMatch(Ratio::met);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "continual learning on %d events of %d simulated customers, seeds %s; %d cores, %s",
            dataset.events(),
            dataset.customers(),
            seeds,
            machine.cores(),
            machine.jdk()));
    Set<Table> tables =
        results.stream()
            .flatMap(result -> result.figures().stream())
            .map(figure -> new Table(figure.scenario(), figure.measure()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    tables.forEach(table -> add(table, lines));
    lines.add("");
    ratios.forEach(ratio -> lines.add(ratio.toLine()));
    lines.add(reproduction);
    return lines;
  }

  private void add(Table table, List<String> lines) {
    Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
    Set<String> columns = new LinkedHashSet<>();
    for (Result result : results) {
      for (Figure figure : result.figures()) {
        if (new Table(figure.scenario(), figure.measure()).equals(table)) {
          columns.add(figure.at());
          rows.computeIfAbsent(result.model(), model -> new LinkedHashMap<>())
              .computeIfAbsent(figure.at(), at -> new ArrayList<>())
              .add(figure.value());
        }
      }
    }
    lines.add("");
    lines.add(line(table.scenario() + ", " + table.measure(), List.copyOf(columns)));
    rows.forEach(
        (model, values) ->
            lines.add(
                line(
                    "  " + model,
                    columns.stream()
                        .map(at -> number(values.getOrDefault(at, List.of())))
                        .toList())));
  }

  private static String line(String head, List<String> cells) {
    return String.format("%-30s", head)
        + cells.stream()
            .map(cell -> String.format("%" + Math.max(WIDTH, cell.length() + 2) + "s", cell))
            .collect(Collectors.joining());
  }

  /** The mean over the seeds. */
  private static String number(List<Double> values) {
    if (values.isEmpty()) {
      return "-";
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return String.format(Locale.ROOT, Math.abs(mean) >= 100 ? "%.0f" : "%.3f", mean);
  }
}
