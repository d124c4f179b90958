package dev.ricordo.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to learn an event.
 *
 * @param copyGigabytesPerSecond bytes read and written by copying 256 MiB on the device
 */
public record LearnReport(
    String command,
    String version,
    Machine machine,
    long seed,
    double copyGigabytesPerSecond,
    List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code certified}; {@code certified-levels}, the same with two continuum levels;
   *     {@code accelerated}, memories that are handed over each time; {@code crowd}, memories that
   *     stay on the device, one tile of them; {@code crowd-levels}, the same with two continuum
   *     levels; {@code crowd-gathered}, a tile of changing customers out of more; {@code pytorch}
   *     and {@code pytorch-levels}, the crowd's step in plain PyTorch
   * @param batch customers who have an event in one call
   * @param p50Micros time of a call, all its events together
   * @param stateBytes of one customer
   * @param allocatedBytesPerEvent on the Java heap
   * @param historyLength events each customer had before
   * @param floorMicros time to read and write the states once at the rate of a copy
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
      int historyLength,
      double floorMicros) {}

  public LearnReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "learning, %d cores, %s, copies %.1f GB/s",
            machine.cores(),
            machine.jdk(),
            copyGigabytesPerSecond));
    lines.add(
        String.format(
            "%-14s %-6s %6s %9s %12s %10s %10s %9s %8s %13s",
            "path",
            "device",
            "batch",
            "history",
            "events/s",
            "p50 us",
            "p99 us",
            "floor us",
            "state B",
            "alloc B/event"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-14s %-6s %6d %9d %12.0f %10.2f %10.2f %9.2f %8d %13.2f",
              r.path(),
              r.device(),
              r.batch(),
              r.historyLength(),
              r.eventsPerSecond(),
              r.p50Micros(),
              r.p99Micros(),
              r.floorMicros(),
              r.stateBytes(),
              r.allocatedBytesPerEvent()));
    }
    return lines;
  }
}
