package dev.ricordo.lab.bench;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to begin again from the journal, on one thread.
 *
 * @param events of all customers together
 * @param sumsSeconds until the shared sums are folded and answers are given
 * @param memoriesSeconds until every customer's memory and share are hot
 * @param eventsPerSecond over both
 * @param p50Millis until one customer's memory and share are hot
 * @param bitDifferences customers whose memory has other bytes than before, or who get another
 *     answer
 */
public record RecoverReport(
    String command,
    String version,
    Machine machine,
    long seed,
    int items,
    int customers,
    long events,
    double sumsSeconds,
    double memoriesSeconds,
    double eventsPerSecond,
    double p50Millis,
    double p99Millis,
    int bitDifferences)
    implements Report {

  @Override
  public List<String> toLines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "recovering %d customers, %d events, %d items; %d cores, %s, seed %d",
            customers,
            events,
            items,
            machine.cores(),
            machine.jdk(),
            seed),
        String.format(
            Locale.ROOT,
            "sums %.1f s, memories %.1f s, %.0f events/s",
            sumsSeconds,
            memoriesSeconds,
            eventsPerSecond),
        String.format(Locale.ROOT, "one customer: p50 %.3f ms, p99 %.3f ms", p50Millis, p99Millis),
        "bit differences: " + bitDifferences);
  }
}
