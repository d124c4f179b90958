package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a customer who is not hot costs, by the length of the journal.
 *
 * @param hotBytes allowed for hot memories and shares
 */
public record HistoryReport(
    String command, String version, Machine machine, long seed, long hotBytes, List<Row> rows)
    implements Report {

  /**
   * Medians over the customers with a journal of this length.
   *
   * @param customers how many there are
   * @param answerMillis the first answer after a start
   * @param firstEventMillis the event after it, when nothing is kept of the share of the sums
   * @param nextEventMillis the events after that one
   * @param laterFirstEventMillis the first event after another start
   */
  public record Row(
      int events,
      int customers,
      double answerMillis,
      double firstEventMillis,
      double nextEventMillis,
      double laterFirstEventMillis) {}

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "customers who come back, %d bytes for hot memories; %d cores, %s, seed %d",
            hotBytes, machine.cores(), machine.jdk(), seed));
    for (Row row : rows) {
      lines.add(
          text(
              "%d events: answer %.1f ms, first event %.1f ms, next %.1f ms;"
                  + " first event after another start %.1f ms; medians of %d",
              row.events(),
              row.answerMillis(),
              row.firstEventMillis(),
              row.nextEventMillis(),
              row.laterFirstEventMillis(),
              row.customers()));
    }
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
