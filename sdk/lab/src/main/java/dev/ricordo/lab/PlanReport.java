package dev.ricordo.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ricordo.lab.compare.Comparison;
import dev.ricordo.lab.compare.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluations of a plan came to: {@code report.json}.
 *
 * @param seed the first of the first row
 * @param plan its name
 * @param at when it was written, ISO 8601, UTC
 * @param seconds that this run took; what came from the cache took none
 * @param tally how many bars were met
 * @param rows one for each of the plan's
 * @param continual what models keep of what they learned; null if the plan does not ask
 */
public record PlanReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String plan,
    String title,
    String at,
    double seconds,
    Tally tally,
    List<Row> rows,
    @Nullable Continual continual)
    implements Report {

  /** How a figure stands to its bar. */
  public enum Verdict {
    @JsonProperty("met")
    MET,
    @JsonProperty("missed")
    MISSED,
    /** There is no bar: the figure is only told. */
    @JsonProperty("reported")
    REPORTED,
    /** A log or a model is missing, or an evaluation failed. */
    @JsonProperty("open")
    OPEN
  }

  /** How many figures stand how to their bars. */
  public record Tally(int met, int missed, int reported, int open) {

    static Tally of(List<Row> rows, @Nullable Continual continual) {
      List<Verdict> verdicts = bars(rows, continual).map(BarResult::verdict).toList();
      return new Tally(
          Collections.frequency(verdicts, Verdict.MET),
          Collections.frequency(verdicts, Verdict.MISSED),
          Collections.frequency(verdicts, Verdict.REPORTED),
          Collections.frequency(verdicts, Verdict.OPEN));
    }
  }

  /**
   * One evaluation of the plan.
   *
   * @param data folder of the log, as the plan names it
   * @param protocol how models were compared
   * @param maxEvents of the log; null for all
   * @param epochs of each training; null for those of the recipe
   * @param dataset null if the log is missing
   * @param notes what was left out or failed, and why
   * @param command one line that gives the same figures; empty if nothing was evaluated
   * @param results by model and seed
   * @param comparisons the first model beside each other one
   * @param ablation each variant beside the whole, in NDCG@10
   * @param pictures names of the files beside the report
   */
  public record Row(
      String title,
      String data,
      String protocol,
      boolean refit,
      List<Long> seeds,
      @Nullable Long maxEvents,
      @Nullable Integer epochs,
      @Nullable Dataset dataset,
      List<String> notes,
      String command,
      List<BarResult> bars,
      List<EvaluationReport.Result> results,
      List<Summary> summary,
      List<Comparison> comparisons,
      List<Comparison> ablation,
      List<String> pictures) {

    public Row {
      seeds = List.copyOf(seeds);
      notes = List.copyOf(notes);
      bars = List.copyOf(bars);
      results = List.copyOf(results);
      summary = List.copyOf(summary);
      comparisons = List.copyOf(comparisons);
      ablation = List.copyOf(ablation);
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * What models keep of what they learned, on simulated customers.
   *
   * @param notes what failed, and why
   * @param bars the ratios of the report
   * @param report null if nothing was measured
   */
  public record Continual(
      String title, List<String> notes, List<BarResult> bars, @Nullable ContinualReport report) {

    public Continual {
      notes = List.copyOf(notes);
      bars = List.copyOf(bars);
    }
  }

  /**
   * A figure beside its bar.
   *
   * @param over null if it is no ratio
   * @param rule the bar in words; empty if there is none
   * @param bound the bar as a number; null if there is none
   * @param measured null if it could not be measured
   * @param low end of the 95 % interval; null if it has none
   * @param high end of the interval; null where it is not finite
   * @param prototype what the prototype reached, in words; null if not known
   * @param reason why it could not be measured; null if it was
   * @param command one line that gives the figure; null if it was not measured
   */
  public record BarResult(
      String metric,
      String model,
      @Nullable String over,
      String rule,
      @Nullable Double bound,
      @Nullable Double measured,
      @Nullable Double low,
      @Nullable Double high,
      Verdict verdict,
      @Nullable String prototype,
      @Nullable String reason,
      @Nullable String command) {

    private String toLine() {
      String what = metric + " of " + model + (over == null ? "" : " / " + over);
      String value = measured == null ? "-" : number(measured);
      String upper = high == null ? "∞" : number(high);
      String interval = low == null ? "" : " [" + number(low) + ", " + upper + "]";
      String bar = rule.isEmpty() ? "" : ", bar " + rule;
      return String.format(
          Locale.ROOT,
          "  %-8s %s: %s%s%s%s",
          verdict.name().toLowerCase(Locale.ROOT),
          what,
          value,
          interval,
          bar,
          reason == null ? "" : " (" + reason + ")");
    }

    private static String number(double value) {
      return value == Math.rint(value)
          ? String.format(Locale.ROOT, "%.0f", value)
          : String.format(Locale.ROOT, "%.4f", value);
    }
  }

  public PlanReport {
    rows = List.copyOf(rows);
  }

  /** Whether every figure that has a bar was measured and reaches it. */
  public boolean allMet() {
    return bars(rows, continual)
        .noneMatch(
            bar ->
                bar.verdict() == Verdict.MISSED
                    || (bar.verdict() == Verdict.OPEN && !bar.rule().isEmpty()));
  }

  private static Stream<BarResult> bars(List<Row> rows, @Nullable Continual continual) {
    return Stream.concat(
        rows.stream().flatMap(row -> row.bars().stream()),
        continual == null ? Stream.empty() : continual.bars().stream());
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      add(lines, row.title(), row.notes(), row.bars(), row.command());
    }
    if (continual != null) {
      ContinualReport report = continual.report();
      String command = report == null ? "" : report.reproduction();
      add(lines, continual.title(), continual.notes(), continual.bars(), command);
    }
    lines.add(
        String.format(
            "%d met, %d missed, %d reported, %d open",
            tally.met(), tally.missed(), tally.reported(), tally.open()));
    return lines;
  }

  private static void add(
      List<String> lines, String title, List<String> notes, List<BarResult> bars, String command) {
    lines.add(title);
    notes.forEach(note -> lines.add("  note     " + note));
    bars.forEach(bar -> lines.add(bar.toLine()));
    if (!command.isEmpty()) {
      lines.add("  " + command);
    }
  }
}
