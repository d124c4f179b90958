package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long a restriction takes to be obeyed by an application that goes on.
 *
 * @param events that the application learned of all customers meanwhile
 * @param eventsPerSecond the same by time
 */
public record RestrictReport(
    String command,
    String version,
    Machine machine,
    long seed,
    long events,
    double eventsPerSecond,
    List<Result> results)
    implements Report {

  /**
   * One measurement, from the call that restricts.
   *
   * @param path {@code withheld}, until the application withholds the customer's events; {@code
   *     stranger}, until it answers the customer as a stranger; {@code jdbc}, the reference: until
   *     one connection that asks without a pause sees the row that another one changed
   * @param customers how many were restricted, one after the other
   */
  public record Result(
      String path, int customers, double p50Millis, double p99Millis, double maxMillis) {}

  public RestrictReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "restricting elsewhere while %.0f events/s are learned, %d cores, %s, seed %d",
            eventsPerSecond,
            machine.cores(),
            machine.jdk(),
            seed));
    lines.add(
        String.format("%-9s %10s %9s %9s %9s", "path", "customers", "p50 ms", "p99 ms", "max ms"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9s %10d %9.1f %9.1f %9.1f",
              r.path(),
              r.customers(),
              r.p50Millis(),
              r.p99Millis(),
              r.maxMillis()));
    }
    return lines;
  }
}
