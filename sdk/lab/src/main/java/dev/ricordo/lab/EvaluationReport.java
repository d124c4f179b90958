package dev.ricordo.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ricordo.lab.compare.Comparison;
import dev.ricordo.lab.compare.Summary;
import dev.ricordo.lab.evaluate.Scoreboard.Metrics;
import dev.ricordo.lab.train.LearningCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How well models did, side by side.
 *
 * @param seed the first of the seeds
 * @param policy how the collective level is served: {@code live}, {@code epoch}, or {@code live and
 *     epoch} where models differ in it
 * @param summary each model over its seeds
 * @param comparisons the first model beside each other one
 */
public record EvaluationReport(
    String command,
    String version,
    Machine machine,
    long seed,
    List<Long> seeds,
    Dataset dataset,
    String protocol,
    String policy,
    boolean refit,
    List<Result> results,
    List<Summary> summary,
    List<Comparison> comparisons)
    implements Report {

  /**
   * One model under one seed.
   *
   * @param coldItemHr10 HR@10 of items unseen in training, without first-ever events and the
   *     customer's own repeats; null without such cases
   * @param coldCases how many cases that is
   * @param coldFirst share of cases whose item nobody has had before: nobody can hit it
   * @param stateBytes bytes kept for one customer, item lists included
   * @param trainSeconds training and choice of settings; 0 for weights another model trained
   * @param firstOfSession the same over the first event of each session; null in leave-one-out
   * @param quarters the same over each quarter of the stream, by order; null in leave-one-out
   * @param learning how the base was trained; null for models without one
   * @param settings what was chosen on the validation
   */
  public record Result(
      String model,
      long seed,
      @JsonProperty("ndcg@10") double ndcg10,
      @JsonProperty("hr@10") double hr10,
      double mrr,
      @JsonProperty("hr@50") double hr50,
      @JsonProperty("coldItemHr@10") @Nullable Double coldItemHr10,
      long coldCases,
      double coldFirst,
      long cases,
      long stateBytes,
      double trainSeconds,
      double evalSeconds,
      @Nullable Metrics firstOfSession,
      @Nullable List<Metrics> quarters,
      @Nullable LearningCurve learning,
      String settings) {

    Result withSeed(long newSeed) {
      return new Result(
          model,
          newSeed,
          ndcg10,
          hr10,
          mrr,
          hr50,
          coldItemHr10,
          coldCases,
          coldFirst,
          cases,
          stateBytes,
          trainSeconds,
          evalSeconds,
          firstOfSession,
          quarters,
          learning,
          settings);
    }
  }

  public EvaluationReport {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
    summary = List.copyOf(summary);
    comparisons = List.copyOf(comparisons);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on %d events, %d customers, %d items; %d cores, %s",
            protocol,
            dataset.events(),
            dataset.customers(),
            dataset.items(),
            machine.cores(),
            machine.jdk()));
    lines.add(
        String.format(
            "%-16s %5s %8s %8s %8s %8s %8s %9s %9s %8s",
            "model", "seed", "NDCG@10", "HR@10", "MRR", "HR@50", "cold@10", "cases", "train s",
            "eval s"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-16s %5d %8.4f %8.4f %8.4f %8.4f %8s %9d %9.1f %8.1f",
              r.model(),
              r.seed(),
              r.ndcg10(),
              r.hr10(),
              r.mrr(),
              r.hr50(),
              r.coldItemHr10() == null ? "-" : String.format(Locale.ROOT, "%.4f", r.coldItemHr10()),
              r.cases(),
              r.trainSeconds(),
              r.evalSeconds()));
    }
    for (Result r : results) {
      Metrics first = r.firstOfSession();
      if (first != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "first of session %-16s %5d %8.4f %8.4f %8.4f %8.4f %9d cases",
                r.model(),
                r.seed(),
                first.ndcg10(),
                first.hr10(),
                first.mrr(),
                first.hr50(),
                first.cases()));
      }
    }
    lines.add("means with 95 % intervals by bootstrap over customers:");
    lines.addAll(spread());
    if (!comparisons.isEmpty()) {
      comparisons.forEach(comparison -> lines.add(comparison.toLine()));
    }
    return lines;
  }

  private List<String> spread() {
    List<String> lines = new ArrayList<>();
    for (Summary model : summary) {
      StringBuilder line = new StringBuilder();
      int seeds = model.seeds().size();
      line.append(
          String.format("%-16s over %d seed%s:", model.model(), seeds, seeds == 1 ? "" : "s"));
      for (String metric : List.of("ndcg@10", "hr@10", "hr@50")) {
        line.append(spread(model, metric));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String spread(Summary model, String metric) {
    Double deviation = model.sd().get(metric);
    return String.format(
        Locale.ROOT,
        "  %s %.4f [%.4f, %.4f]%s",
        metric,
        model.mean().getOrDefault(metric, 0.0),
        model.low().getOrDefault(metric, 0.0),
        model.high().getOrDefault(metric, 0.0),
        deviation == null ? "" : String.format(Locale.ROOT, " sd %.4f", deviation));
  }
}
