package dev.ricordo.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What it costs to train on an event. */
public record TrainBenchmarkReport(
    String command, String version, Machine machine, long seed, List<Result> results)
    implements Report {

  /**
   * One measurement.
   *
   * @param path {@code hope}, {@code sasrec} or {@code gru4rec} here, or {@code hope in PyTorch}
   * @param device {@code cpu} or {@code gpu}
   * @param items of the catalogue; the loss ranks all of them at every event
   * @param batch sequences of a step
   * @param length events of a sequence
   * @param eventsPerSecond predicted, differentiated and stepped on
   * @param peakMemoryMiB most main memory that the process had resident while measuring, its
   *     virtual machine or interpreter and PyTorch included; 0 where the system does not say
   * @param threads that work on a step
   * @param allocatedBytes on the Java heap for an event, by all threads together; 0 in Python
   */
  public record Result(
      String path,
      String device,
      int items,
      int batch,
      int length,
      double eventsPerSecond,
      double peakMemoryMiB,
      int threads,
      double allocatedBytes) {}

  public TrainBenchmarkReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("training, %d cores, %s", machine.cores(), machine.jdk()));
    lines.add(
        String.format(
            "%-16s %-6s %8s %6s %7s %8s %10s %9s %8s",
            "path",
            "device",
            "items",
            "batch",
            "length",
            "threads",
            "events/s",
            "peak MiB",
            "B/event"));
    for (Result r : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-16s %-6s %8d %6d %7d %8d %10.0f %9.0f %8.0f",
              r.path(),
              r.device(),
              r.items(),
              r.batch(),
              r.length(),
              r.threads(),
              r.eventsPerSecond(),
              r.peakMemoryMiB(),
              r.allocatedBytes()));
    }
    return lines;
  }
}
