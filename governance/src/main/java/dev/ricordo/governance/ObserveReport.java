package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to observe durably. */
public record ObserveReport(
    String command, String version, Machine machine, long seed, List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code observe}, the whole call until the event is durable and learned; {@code
   *     jdbc}, the reference: the same rows inserted into a table of the same shape by JDBC alone,
   *     with a commit per batch
   * @param batch events in one call
   * @param callers who call at the same time
   * @param eventsPerSecond median of five rounds
   * @param lowest events a second of a round
   * @param highest events a second of a round
   * @param ofJdbc median of the rounds' ratios to {@code jdbc} with batches of the same size, 1 for
   *     itself; events one by one come from more callers than {@code jdbc} has connections
   * @param p50Micros time of a call, of all rounds
   * @param p99Micros time of a call, of all rounds
   */
  public record Result(
      String path,
      int batch,
      int callers,
      double eventsPerSecond,
      double lowest,
      double highest,
      double ofJdbc,
      double p50Micros,
      double p99Micros) {}

  public ObserveReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "observing durably, %d cores, %s, seed %d", machine.cores(), machine.jdk(), seed));
    lines.add(
        String.format(
            "%-8s %6s %8s %12s %17s %8s %10s %10s",
            "path",
            "batch",
            "callers",
            "events/s",
            "of five rounds",
            "of jdbc",
            "p50 us",
            "p99 us"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %6d %8d %12.0f %8.0f-%8.0f %8.2f %10.0f %10.0f",
              r.path(),
              r.batch(),
              r.callers(),
              r.eventsPerSecond(),
              r.lowest(),
              r.highest(),
              r.ofJdbc(),
              r.p50Micros(),
              r.p99Micros()));
    }
    return lines;
  }
}
