package dev.ricordo.lab.bench;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to decide about epochs while others are learned from.
 *
 * @param journal where the events are kept
 */
public record ConsolidateReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String journal,
    int items,
    List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code close}, an epoch is closed and judged by all gates; {@code examine}, once
   *     more after one of its customers was forgotten; {@code reject} and {@code promote}, what it
   *     brought is subtracted and added again; {@code fresh start}, the reference: everything is
   *     folded anew, as it would have to be if epochs could not be added and subtracted; {@code
   *     sql}, the other reference: its events and customers are counted in the same rows
   * @param times how often it was done
   * @param customers who have events in the epoch, the last time
   * @param events in the epoch, the last time
   * @param eventsPerSecond learned of others meanwhile
   * @param learnP99Millis how long five of them took from when they were due
   * @param p50Millis time of a call
   * @param bitDifferences customers who are answered otherwise than after a fresh start, and one if
   *     the number of cells differs
   */
  public record Result(
      String path,
      int times,
      long customers,
      long events,
      double eventsPerSecond,
      double learnP99Millis,
      double longestMillis,
      double p50Millis,
      double p99Millis,
      int bitDifferences) {}

  public ConsolidateReport {
    results = List.copyOf(results);
  }

  /** The same figures, of another journal. */
  public ConsolidateReport from(String otherJournal) {
    return new ConsolidateReport(command, version, machine, seed, otherJournal, items, results);
  }

  /** Whether the sums are those of a fresh start, whatever was decided. */
  public boolean passed() {
    return results.stream().allMatch(result -> result.bitDifferences() == 0);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "consolidating, journal on %s, %d items, %d cores, %s, seed %d",
            journal, items, machine.cores(), machine.jdk(), seed));
    lines.add(
        String.format(
            "%-12s %6s %9s %8s %10s %12s %12s %10s %10s %12s",
            "path",
            "times",
            "customers",
            "events",
            "learned/s",
            "their p99 ms",
            "longest ms",
            "p50 ms",
            "p99 ms",
            "differences"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-12s %6d %9d %8d %10.0f %12.2f %12.2f %10.2f %10.2f %12d",
              r.path(),
              r.times(),
              r.customers(),
              r.events(),
              r.eventsPerSecond(),
              r.learnP99Millis(),
              r.longestMillis(),
              r.p50Millis(),
              r.p99Millis(),
              r.bitDifferences()));
    }
    return lines;
  }
}
