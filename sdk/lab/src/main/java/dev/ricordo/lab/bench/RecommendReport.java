package dev.ricordo.lab.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to answer.
 *
 * @param cells of the shared sums
 * @param copyGigabytesPerSecond bytes read and written by copying an array of the size of the item
 *     table
 */
public record RecommendReport(
    String command,
    String version,
    Machine machine,
    long seed,
    long cells,
    double copyGigabytesPerSecond,
    List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code recommend}, the whole call; {@code score}, the own scores alone; {@code
   *     plain}, the same by two loops over doubles; {@code djl}, the same by a matrix product;
   *     {@code crowd}, the best ten of own scores for many customers, found on the device; {@code
   *     crowd-mixed}, the whole ranking of as many, from own scores of the device
   * @param batch customers in one call
   * @param historyLength events each customer had before
   * @param p50Micros time of a call
   * @param perSecond customers answered per second
   * @param recall share of the exact ten best that are among the ten best
   * @param floorMicros bytes that a call must read over the measured bandwidth
   * @param allocatedBytes on the Java heap, per call
   */
  public record Result(
      String path,
      int items,
      int batch,
      int historyLength,
      double p50Micros,
      double p99Micros,
      double perSecond,
      @JsonProperty("recall@10") double recall,
      double floorMicros,
      double allocatedBytes) {}

  public RecommendReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "answering, %d cores, %s, seed %d, %d cells, copies %.1f GB/s",
            machine.cores(),
            machine.jdk(),
            seed,
            cells,
            copyGigabytesPerSecond));
    lines.add(
        String.format(
            "%-11s %8s %5s %7s %10s %10s %10s %9s %10s %10s",
            "path",
            "items",
            "batch",
            "history",
            "p50 us",
            "p99 us",
            "per s",
            "recall@10",
            "floor us",
            "alloc B"));
    results.forEach(result -> lines.add(line(result)));
    return lines;
  }

  private static String line(Result r) {
    return String.format(
        Locale.ROOT,
        "%-11s %8d %5d %7d %10.1f %10.1f %10.0f %9.3f %10.1f %10.0f",
        r.path(),
        r.items(),
        r.batch(),
        r.historyLength(),
        r.p50Micros(),
        r.p99Micros(),
        r.perSecond(),
        r.recall(),
        r.floorMicros(),
        r.allocatedBytes());
  }
}
