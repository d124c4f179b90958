package dev.ricordo.lab.bench;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to begin again from the journal, on one thread.
 *
 * @param journal what it was read from
 * @param customers who were brought back, all unless time was limited
 * @param events of these together
 * @param sumsSeconds until the shared sums are folded and answers are given
 * @param memoriesSeconds until every customer's memory and share are hot
 * @param eventsPerSecond over both, of the sums these customers' part
 * @param p50Millis until one customer's memory and share are hot
 * @param bitDifferences customers whose memory has other bytes than before, or who get another
 *     answer
 */
public record RecoverReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String journal,
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

  /** The same figures, of another journal. */
  public RecoverReport from(String otherJournal) {
    return new RecoverReport(
        command,
        version,
        machine,
        seed,
        otherJournal,
        items,
        customers,
        events,
        sumsSeconds,
        memoriesSeconds,
        eventsPerSecond,
        p50Millis,
        p99Millis,
        bitDifferences);
  }

  @Override
  public List<String> toLines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "recovering %d customers, %d events, %d items from %s; %d cores, %s, seed %d",
            customers,
            events,
            items,
            journal,
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
