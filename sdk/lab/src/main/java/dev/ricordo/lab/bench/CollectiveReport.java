package dev.ricordo.lab.bench;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the shared sums cost as they grow.
 *
 * @param customers behind the last result
 * @param stopped why the sums did not grow to the size that was asked for; empty if they did
 */
public record CollectiveReport(
    String command,
    String version,
    Machine machine,
    long seed,
    int items,
    long customers,
    String stopped,
    List<Result> results)
    implements Report {

  /**
   * The sums at one size.
   *
   * @param path {@code sums}, or {@code hash-map}: the amounts alone in a hash map for each row,
   *     both directions too
   * @param events learned so far
   * @param heapBytes live on the heap because of the sums
   * @param updateP50Micros to fold one event into its customer's share and the sums, over the
   *     latest 50,000
   * @param lookUpP50Nanos to look one cell up
   * @param readP50Micros to read the rows and columns of a customer's ten last items, as an answer
   *     does; 0 where that was not measured
   * @param lostAmount steps that were told and are in no cell, in fixed point; 0 if nothing is
   *     pruned
   * @param differingCells cells that are not what they should be after 20 customers were taken out,
   *     and after they were added again
   */
  public record Result(
      String path,
      long events,
      long cells,
      long heapBytes,
      double bytesPerCell,
      double updateP50Micros,
      double updateP99Micros,
      double lookUpP50Nanos,
      double lookUpP99Nanos,
      double readP50Micros,
      double readP99Micros,
      long lostAmount,
      long differingCells) {}

  public CollectiveReport {
    results = List.copyOf(results);
  }

  /** Whether the sums grew as far as was asked, and kept everything. */
  public boolean passed() {
    return stopped.isEmpty()
        && results.stream().allMatch(r -> r.lostAmount() == 0 && r.differingCells() == 0);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "shared sums of %d items, %d customers; %d cores, %s, seed %d",
            items,
            customers,
            machine.cores(),
            machine.jdk(),
            seed));
    lines.add(
        String.format(
            "%-9s %10s %10s %9s %7s %16s %16s %16s %6s %7s",
            "path",
            "events",
            "cells",
            "heap MiB",
            "B/cell",
            "update p50/99 us",
            "cell p50/99 ns",
            "rows p50/99 us",
            "lost",
            "differ"));
    results.forEach(result -> lines.add(line(result)));
    if (!stopped.isEmpty()) {
      lines.add(stopped);
    }
    return lines;
  }

  private static String line(Result r) {
    return String.format(
        Locale.ROOT,
        "%-9s %10d %10d %9d %7.1f %9.2f %6.2f %9.0f %6.0f %9.1f %6.1f %6d %7d",
        r.path(),
        r.events(),
        r.cells(),
        r.heapBytes() >> 20,
        r.bytesPerCell(),
        r.updateP50Micros(),
        r.updateP99Micros(),
        r.lookUpP50Nanos(),
        r.lookUpP99Nanos(),
        r.readP50Micros(),
        r.readP99Micros(),
        r.lostAmount(),
        r.differingCells());
  }
}
