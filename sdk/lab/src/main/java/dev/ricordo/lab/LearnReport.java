package dev.ricordo.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to learn an event. */
public record LearnReport(
    String command, String version, Machine machine, long seed, List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code certified} or {@code accelerated}
   * @param batch customers who have an event in one call
   * @param p50Micros time of a call, all its events together
   * @param stateBytes of one customer
   * @param allocatedBytesPerEvent on the Java heap
   * @param historyLength events each customer had before
   */
  public record Result(
      String path,
      String device,
      int batch,
      double eventsPerSecond,
      double p50Micros,
      double p99Micros,
      long stateBytes,
      double allocatedBytesPerEvent,
      int historyLength) {}

  public LearnReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("learning, %d cores, %s", machine.cores(), machine.jdk()));
    lines.add(
        String.format(
            "%-12s %-6s %6s %9s %12s %10s %10s %8s %12s",
            "path",
            "device",
            "batch",
            "history",
            "events/s",
            "p50 us",
            "p99 us",
            "state B",
            "alloc B/event"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-12s %-6s %6d %9d %12.0f %10.2f %10.2f %8d %12.2f",
              r.path(),
              r.device(),
              r.batch(),
              r.historyLength(),
              r.eventsPerSecond(),
              r.p50Micros(),
              r.p99Micros(),
              r.stateBytes(),
              r.allocatedBytesPerEvent()));
    }
    return lines;
  }
}
