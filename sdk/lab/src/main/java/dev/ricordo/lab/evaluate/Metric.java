package dev.ricordo.lab.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is averaged over the cases of a test, by the name it has in reports. */
public enum Metric {
  NDCG10("ndcg@10"),
  HR10("hr@10"),
  MRR("mrr"),
  HR50("hr@50"),
  /** HR@10 of cold items, without first-ever events and the customer's own repeats. */
  COLD_HR10("coldItemHr@10"),
  /** NDCG@10 over the first event of each session. */
  FIRST_OF_SESSION_NDCG10("firstOfSession.ndcg@10");

  private final String text;

  Metric(String text) {
    this.text = text;
  }

  /**
   * Reads a name as in reports.
   *
   * @throws IllegalArgumentException naming any other value
   */
  public static Metric parse(String text) {
    for (Metric metric : values()) {
      if (metric.text.equals(text)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "metric: \"" + text + "\" is none of " + String.join(", ", names()));
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Metric::text).collect(Collectors.toList());
  }

  public String text() {
    return text;
  }

  /** Whether a case is one of those that are averaged. */
  public boolean counts(Ranks ranks, int index) {
    return switch (this) {
      case COLD_HR10 -> ranks.cold(index);
      case FIRST_OF_SESSION_NDCG10 -> ranks.firstOfSession(index);
      case NDCG10, HR10, MRR, HR50 -> true;
    };
  }

  /** What one case adds to the mean. */
  public double gain(double rank) {
    return switch (this) {
      case NDCG10, FIRST_OF_SESSION_NDCG10 -> Scoreboard.ndcg10(rank);
      case HR10, COLD_HR10 -> rank <= 10 ? 1 : 0;
      case HR50 -> rank <= 50 ? 1 : 0;
      case MRR -> 1 / rank;
    };
  }
}
