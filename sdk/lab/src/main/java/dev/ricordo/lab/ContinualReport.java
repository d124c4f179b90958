package dev.ricordo.lab;

import dev.ricordo.lab.continual.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What models keep of what they learned, side by side.
 *
 * @param seed the first of the seeds
 */
public record ContinualReport(
    String command,
    String version,
    Machine machine,
    long seed,
    List<Long> seeds,
    Dataset dataset,
    List<Result> results)
    implements Report {

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

  /** A table of the report: one scenario, one measure. */
  private record Table(String scenario, String measure) {}

  public ContinualReport {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
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
