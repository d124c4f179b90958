package dev.ricordo.lab.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.ricordo.lab.evaluate.Metric;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it must reach: of one model, or the ratio of two. At most one of {@code
 * atLeast}, {@code above} and {@code atMost} is given; without any the figure is only reported.
 *
 * @param metric name of a {@link Metric}, or {@code stateBytes}
 * @param model whose figure it is
 * @param over the model that it is divided by; null for the figure itself
 * @param clear whether the ratio's interval must lie above 1 as well
 * @param prototype what the prototype reached, in words; null if nobody knows
 */
public record Bar(
    String metric,
    String model,
    @Nullable String over,
    @Nullable Double atLeast,
    @Nullable Double above,
    @Nullable Double atMost,
    boolean clear,
    @Nullable String prototype) {

  /** Not of the cases but of the model: bytes kept for one customer. */
  public static final String STATE_BYTES = "stateBytes";

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public Bar {
    if (!metric.equals(STATE_BYTES)) {
      Metric.parse(metric);
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("model: must name a model");
    }
    if (Stream.of(atLeast, above, atMost).filter(bound -> bound != null).count() > 1) {
      throw new IllegalArgumentException(
          "atLeast, above, atMost: at most one may be given, for " + metric + " of " + model);
    }
    if (clear && (over == null || metric.equals(STATE_BYTES))) {
      throw new IllegalArgumentException("clear: goes with a ratio of a metric over cases only");
    }
  }

  /** The metric over cases; empty for the size of the state. */
  @JsonIgnore
  public Optional<Metric> caseMetric() {
    return metric.equals(STATE_BYTES) ? Optional.empty() : Optional.of(Metric.parse(metric));
  }

  /** The bar in words, for example {@code ≥ 1.06}; empty if the figure is only reported. */
  @JsonIgnore
  public String rule() {
    @Nullable Double bound = bound();
    String sign = atMost != null ? "≤ " : above != null ? "> " : "≥ ";
    String text = bound == null ? "" : sign + number(bound);
    String interval = clear ? "interval above 1" : "";
    return text.isEmpty() || interval.isEmpty() ? text + interval : text + ", " + interval;
  }

  /** The number to reach; null without one. */
  @JsonIgnore
  public @Nullable Double bound() {
    if (atLeast != null) {
      return atLeast;
    }
    return above != null ? above : atMost;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /** Whether there is anything to reach. */
  @JsonIgnore
  public boolean binding() {
    return clear || atLeast != null || above != null || atMost != null;
  }

  /**
   * Whether a figure reaches the bar.
   *
   * @param low end of its interval; NaN if it has none
   */
  public boolean reachedBy(double measured, double low) {
    return (atLeast == null || measured >= atLeast)
        && (above == null || measured > above)
        && (atMost == null || measured <= atMost)
        && (!clear || low > 1);
  }
}
