package dev.ricordo.lab;

import dev.ricordo.lab.evaluate.Ranks;
import dev.ricordo.lab.evaluate.Scoreboard.Metrics;
import dev.ricordo.lab.report.DriftCurves;
import dev.ricordo.lab.train.LearningCurve;
import dev.ricordo.lab.train.LearningCurves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Draws the pictures of one row of a report: SVG by file name. */
final class Pictures {

  private Pictures() {}

  /**
   * @param number of the row, from 1: it begins the names
   */
  static Map<String, String> of(int number, PlanReport.Row row) {
    String stem =
        String.format(
                "%02d-%s-%s", number, row.data(), row.protocol() + (row.refit() ? "-refit" : ""))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-");
    Map<String, String> pictures = new LinkedHashMap<>();
    List<DriftCurves.Series> drift = drift(row.results());
    if (!drift.isEmpty()) {
      pictures.put(stem + "-drift.svg", DriftCurves.svg(row.title(), drift));
    }
    Set<LearningCurve> drawn = new HashSet<>();
    for (EvaluationReport.Result result : row.results()) {
      LearningCurve curve = result.learning();
      // Models that share a base share its curve.
      if (curve != null && !curve.points().isEmpty() && drawn.add(curve)) {
        String name = stem + "-learning-" + result.model() + "-" + result.seed() + ".svg";
        pictures.put(name, LearningCurves.svg(curve));
      }
    }
    return pictures;
  }

  /** The row, naming its pictures. */
  static PlanReport.Row named(PlanReport.Row row, Map<String, String> pictures) {
    return new PlanReport.Row(
        row.title(),
        row.data(),
        row.protocol(),
        row.refit(),
        row.seeds(),
        row.maxEvents(),
        row.epochs(),
        row.dataset(),
        row.notes(),
        row.command(),
        row.bars(),
        row.results(),
        row.summary(),
        row.comparisons(),
        row.ablation(),
        List.copyOf(pictures.keySet()));
  }

  /** NDCG@10 of each model by quarter of the stream, mean over seeds. */
  private static List<DriftCurves.Series> drift(List<EvaluationReport.Result> results) {
    Map<String, List<List<Metrics>>> byModel = new LinkedHashMap<>();
    for (EvaluationReport.Result result : results) {
      if (result.quarters() != null) {
        byModel.computeIfAbsent(result.model(), m -> new ArrayList<>()).add(result.quarters());
      }
    }
    List<DriftCurves.Series> series = new ArrayList<>();
    byModel.forEach(
        (model, seeds) -> {
          double[] values = new double[Ranks.QUARTERS];
          for (List<Metrics> quarters : seeds) {
            for (int quarter = 0; quarter < values.length; quarter++) {
              values[quarter] += quarters.get(quarter).ndcg10() / seeds.size();
            }
          }
          series.add(new DriftCurves.Series(model, Arrays.stream(values).boxed().toList()));
        });
    return series;
  }
}
