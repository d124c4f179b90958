package dev.ricordo.lab.continual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The one number that a curve comes down to. */
final class Summary {

  /** Between what is asked about and the stage after which, in the name of a point. */
  static final String AFTER = " after ";

  /** Where the figure of what was forgotten stands. */
  static final String FORGOTTEN = "forgotten";

  /** Where the number of events stands after which half of the answer follows. */
  static final String HALF = "half follows";

  private Summary() {}

  /** What was forgotten in both scenarios of stages, and when half of the answers follow. */
  static List<Figure> of(List<Figure> figures) {
    List<Figure> summary = new ArrayList<>();
    for (String scenario : List.of(Scenarios.INTERESTS, Scenarios.CATEGORIES)) {
      for (String measure : List.of("hr@2", "hr@10")) {
        List<Figure> points = of(figures, scenario, measure);
        if (!points.isEmpty()) {
          summary.add(new Figure(scenario, FORGOTTEN, measure, forgotten(points), points.size()));
        }
      }
    }
    of(figures, Scenarios.SWITCH, "share@10").stream()
        .filter(figure -> figure.value() >= 0.5)
        .findFirst()
        .ifPresent(
            figure ->
                summary.add(
                    new Figure(
                        Scenarios.SWITCH,
                        HALF,
                        "events",
                        Double.parseDouble(figure.at()),
                        figure.cases())));
    return summary;
  }

  private static List<Figure> of(List<Figure> figures, String scenario, String measure) {
    return figures.stream()
        .filter(figure -> figure.scenario().equals(scenario) && figure.measure().equals(measure))
        .toList();
  }

  /**
   * The mean over everything but the last that came up of the best value it ever had minus its
   * value at the end.
   *
   * @param points of one scenario and measure, in any order
   */
  static double forgotten(List<Figure> points) {
    int stages = points.stream().mapToInt(figure -> number(figure, 1)).max().orElseThrow();
    double[] best = new double[stages + 1];
    double[] last = new double[stages + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (Figure figure : points) {
      int asked = number(figure, 0);
      best[asked] = Math.max(best[asked], figure.value());
      if (number(figure, 1) == stages) {
        last[asked] = figure.value();
      }
    }
    return IntStream.range(1, stages).mapToDouble(i -> best[i] - last[i]).average().orElse(0);
  }

  private static int number(Figure figure, int part) {
    return Integer.parseInt(figure.at().split(AFTER, 2)[part]);
  }
}
