package dev.ricordo.lab;

import dev.ricordo.lab.PlanReport.BarResult;
import dev.ricordo.lab.PlanReport.Verdict;
import dev.ricordo.lab.compare.Comparison;
import dev.ricordo.lab.compare.SideBySide;
import dev.ricordo.lab.compare.Summary;
import dev.ricordo.lab.evaluate.Metric;
import dev.ricordo.lab.plan.Bar;
import dev.ricordo.lab.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the figures of one row of a plan against its bars.
 *
 * @param notes what was left out or failed
 */
record Judge(Plan.Row row, List<String> notes) {

  PlanReport.Row unmeasured() {
    String reason = notes.isEmpty() ? "not evaluated" : notes.get(notes.size() - 1);
    List<BarResult> bars = row.bars().stream().map(bar -> open(bar, reason)).toList();
    return row(null, "", bars, List.of(), List.of(), List.of(), List.of());
  }

  PlanReport.Row measured(
      Evaluation evaluation, EvaluationOptions asked, Map<String, Map<Long, Examined>> examined) {
    if (examined.isEmpty()) {
      return unmeasured();
    }
    SideBySide sides = evaluation.sideBySide(examined);
    List<Summary> summaries = sides.summaries();
    List<BarResult> bars = new ArrayList<>();
    for (Bar bar : row.bars()) {
      bars.add(result(bar, asked, sides, summaries, examined));
    }
    return row(
        evaluation.dataset(),
        Reproduction.command(asked, List.copyOf(examined.keySet())),
        bars,
        examined.values().stream()
            .flatMap(seeds -> seeds.values().stream())
            .map(Examined::result)
            .toList(),
        summaries,
        sides.comparisons(),
        ablation(sides));
  }

  private List<Comparison> ablation(SideBySide sides) {
    if (row.ablation() == null) {
      return List.of();
    }
    String whole = row.ablation().of();
    return row.ablation().variants().stream()
        .flatMap(variant -> sides.compare(Metric.NDCG10, variant, whole).stream())
        .toList();
  }

  private PlanReport.Row row(
      @Nullable Dataset dataset,
      String command,
      List<BarResult> bars,
      List<EvaluationReport.Result> results,
      List<Summary> summary,
      List<Comparison> comparisons,
      List<Comparison> ablation) {
    return new PlanReport.Row(
        row.title(),
        row.data(),
        row.protocol().text(),
        row.refit(),
        row.seeds(),
        row.maxEvents(),
        row.epochs(),
        dataset,
        notes,
        command,
        bars,
        results,
        summary,
        comparisons,
        ablation,
        List.of());
  }

  private BarResult result(
      Bar bar,
      EvaluationOptions asked,
      SideBySide sides,
      List<Summary> summaries,
      Map<String, Map<Long, Examined>> examined) {
    for (String model : models(bar)) {
      Map<Long, Examined> seeds = examined.getOrDefault(model, Map.of());
      if (seeds.size() < row.seeds().size()) {
        return open(bar, model + (seeds.isEmpty() ? " was not evaluated" : " lacks seeds"));
      }
    }
    Optional<Metric> metric = bar.caseMetric();
    if (metric.isEmpty()) {
      return judged(bar, asked, state(bar, examined), null, null);
    }
    if (bar.over() == null) {
      Summary summary =
          summaries.stream().filter(s -> s.model().equals(bar.model())).findFirst().orElseThrow();
      String name = bar.metric();
      return judged(
          bar, asked, summary.mean().get(name), summary.low().get(name), summary.high().get(name));
    }
    return sides
        .compare(metric.get(), bar.model(), bar.over())
        .map(c -> judged(bar, asked, c.ratio(), c.low(), c.high()))
        .orElseGet(() -> open(bar, "no such cases"));
  }

  private static List<String> models(Bar bar) {
    return bar.over() == null ? List.of(bar.model()) : List.of(bar.model(), bar.over());
  }

  private static double state(Bar bar, Map<String, Map<Long, Examined>> examined) {
    double bytes = stateBytes(examined, bar.model());
    return bar.over() == null ? bytes : bytes / stateBytes(examined, bar.over());
  }

  private static double stateBytes(Map<String, Map<Long, Examined>> examined, String model) {
    return Objects.requireNonNull(examined.get(model)).values().stream()
        .mapToDouble(one -> one.result().stateBytes())
        .max()
        .orElseThrow();
  }

  private static BarResult judged(
      Bar bar,
      EvaluationOptions asked,
      @Nullable Double measured,
      @Nullable Double low,
      @Nullable Double high) {
    if (measured == null) {
      return open(bar, bar.over() == null ? "no such cases" : bar.over() + " hits nothing");
    }
    boolean reached = bar.reachedBy(measured, low == null ? Double.NaN : low);
    Verdict verdict = reached ? Verdict.MET : Verdict.MISSED;
    return new BarResult(
        bar.metric(),
        bar.model(),
        bar.over(),
        bar.rule(),
        bar.bound(),
        measured,
        low,
        high,
        bar.binding() ? verdict : Verdict.REPORTED,
        bar.prototype(),
        null,
        Reproduction.command(asked, models(bar)));
  }

  private static BarResult open(Bar bar, String reason) {
    return new BarResult(
        bar.metric(),
        bar.model(),
        bar.over(),
        bar.rule(),
        bar.bound(),
        null,
        null,
        null,
        Verdict.OPEN,
        bar.prototype(),
        reason,
        null);
  }
}
