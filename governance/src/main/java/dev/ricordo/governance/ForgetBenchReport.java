package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to forget while others are learned from. */
public record ForgetBenchReport(
    String command, String version, Machine machine, long seed, List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code full}, everything of a customer; {@code selective}, one item's events;
   *     {@code jdbc}, the reference: as many rows deleted by JDBC alone, in one commit; with {@code
   *     , certified} from the request to the certificate in hand: what is there is read, forgotten,
   *     looked for, entered in a ledger on the disk, and the proof is checked; {@code full,
   *     elsewhere}, another process erases
   * @param customers who were forgotten, one after the other
   * @param events of each
   * @param eventsPerSecond learned of others meanwhile
   * @param othersP99Millis from when events of others were due to when they were learned
   * @param othersLongestMillis of the calls that learned of others
   * @param p50Millis time of a call; {@code elsewhere}, until the instance that learns answers the
   *     customer as nobody
   * @param bitDifferences others who are answered otherwise than from a fresh fold of the journal
   */
  public record Result(
      String path,
      int customers,
      int events,
      double eventsPerSecond,
      double othersP99Millis,
      double othersLongestMillis,
      double p50Millis,
      double p99Millis,
      int bitDifferences) {}

  public ForgetBenchReport {
    results = List.copyOf(results);
  }

  /** Whether nobody else was touched. */
  public boolean passed() {
    return results.stream().allMatch(result -> result.bitDifferences() == 0);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format("forgetting, %d cores, %s, seed %d", machine.cores(), machine.jdk(), seed));
    lines.add(
        String.format(
            "%-20s %9s %8s %12s %12s %12s %10s %10s %12s",
            "path",
            "customers",
            "events",
            "learned/s",
            "others p99",
            "longest ms",
            "p50 ms",
            "p99 ms",
            "differences"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-20s %9d %8d %12.0f %12.1f %12.1f %10.2f %10.2f %12d",
              r.path(),
              r.customers(),
              r.events(),
              r.eventsPerSecond(),
              r.othersP99Millis(),
              r.othersLongestMillis(),
              r.p50Millis(),
              r.p99Millis(),
              r.bitDifferences()));
    }
    return lines;
  }
}
