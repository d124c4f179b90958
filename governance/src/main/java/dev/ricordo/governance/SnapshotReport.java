package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Locale;

/**
 * What the snapshots of very many customers cost.
 *
 * @param memoryBytes of one, before it is sealed
 * @param tableBytes per customer in the database, with what PostgreSQL stores out of line
 * @param indexBytes per customer in the database
 * @param journalBytes per customer in all other tables, with their indexes: the enrolment and one
 *     event
 * @param vaultBytes per customer, outside of the database
 * @param enrolledPerSecond customers whose key was made and whose first event became durable
 * @param writtenPerSecond snapshots, 1,000 in a transaction
 * @param readP50Micros until one of a random customer is read and opened
 * @param startSeconds until an instance on these customers answers
 * @param startHeapBytes that the heap had grown by then, what is garbage left out
 * @param answerP50Micros until a random customer, whose memory is hardly ever hot, is answered
 * @param hotBytes allowed for hot memories
 * @param hotMemories on the heap at the end
 */
public record SnapshotReport(
    String command,
    String version,
    Machine machine,
    long seed,
    int customers,
    long memoryBytes,
    double tableBytes,
    double indexBytes,
    double journalBytes,
    double vaultBytes,
    double enrolledPerSecond,
    double writtenPerSecond,
    double readP50Micros,
    double readP99Micros,
    double startSeconds,
    long startHeapBytes,
    double answerP50Micros,
    double answerP99Micros,
    long hotBytes,
    long hotMemories)
    implements Report {

  SnapshotReport answering(double start, long heap, double p50Micros, double p99Micros, long hot) {
    return new SnapshotReport(
        command,
        version,
        machine,
        seed,
        customers,
        memoryBytes,
        tableBytes,
        indexBytes,
        journalBytes,
        vaultBytes,
        enrolledPerSecond,
        writtenPerSecond,
        readP50Micros,
        readP99Micros,
        start,
        heap,
        p50Micros,
        p99Micros,
        hotBytes,
        hot);
  }

  @Override
  public List<String> toLines() {
    return List.of(
        text(
            "snapshots of %d customers, %d bytes each before sealing; %d cores, %s, seed %d",
            customers, memoryBytes, machine.cores(), machine.jdk(), seed),
        text(
            "bytes per customer: table %.0f, index %.0f, journal %.0f, vault %.0f",
            tableBytes, indexBytes, journalBytes, vaultBytes),
        text(
            "written: %.0f snapshots/s; enrolled before: %.0f customers/s",
            writtenPerSecond, enrolledPerSecond),
        text("read at random: p50 %.0f us, p99 %.0f us", readP50Micros, readP99Micros),
        text(
            "start %.1f s, %.0f bytes of heap per customer; answer at random: p50 %.0f us, p99 %.0f us",
            startSeconds, (double) startHeapBytes / customers, answerP50Micros, answerP99Micros),
        text("hot: %d memories within %d bytes", hotMemories, hotBytes));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
