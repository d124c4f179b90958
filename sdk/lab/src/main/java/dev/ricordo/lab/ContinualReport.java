package dev.ricordo.lab;

import dev.ricordo.lab.compare.Numbers;
import dev.ricordo.lab.continual.Figure;
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
   * @param sd standard deviation of the single seeds' ratios, with n - 1; null with one seed
   * @param wanted what it is to reach
   */
  public record Ratio(
      String model, String over, @Nullable Double value, @Nullable Double sd, double wanted) {

    private boolean met() {
      return value != null && value >= wanted;
    }

    private String toLine() {
      return String.format(
          Locale.ROOT,
          "return after 40 and more, hr@2: %s / %s %s%s, wanted %.2f",
          model,
          over,
          value == null ? "not measured" : String.format(Locale.ROOT, "%.3f", value),
          sd == null ? "" : String.format(Locale.ROOT, " (sd %.3f over seeds)", sd),
          wanted);
    }
  }

  /**
   * One model under one seed.
   *
   * @param stateBytes bytes kept for one customer
   * @param trainSeconds of the base, also where another model had trained it
   */
  public record Result(
      String model, long seed, long stateBytes, double trainSeconds, List<Figure> figures) {

    public Result {
      figures = List.copyOf(figures);
    }

    Result withSeed(long newSeed) {
      return new Result(model, newSeed, stateBytes, trainSeconds, figures);
    }
  }

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
    List<Ratio> ratios = new ArrayList<>();
    WANTED.forEach((over, wanted) -> ratios.add(ratio(over, wanted, results)));
    return new ContinualReport(
        "continual", version, machine, seeds.get(0), seeds, dataset, results, ratios, reproduction);
  }

  private static Ratio ratio(String over, double wanted, List<Result> results) {
    double[] bySeed =
        results.stream().collect(Collectors.groupingBy(Result::seed)).values().stream()
            .mapToDouble(ofSeed -> ratio(over, ofSeed))
            .toArray();
    return new Ratio(
        ASKED,
        over,
        Numbers.finite(ratio(over, results)),
        Numbers.finite(Numbers.deviation(bySeed)),
        wanted);
  }

  private static double ratio(String over, List<Result> results) {
    return returned(ASKED, results) / returned(over, results);
  }

  /** NaN if the model was not measured. */
  private static double returned(String model, List<Result> results) {
    return results.stream()
        .filter(result -> result.model().equals(model))
        .flatMap(result -> result.figures().stream())
        .filter(Figure::ofLongReturn)
        .mapToDouble(Figure::value)
        .average()
        .orElse(Double.NaN);
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
