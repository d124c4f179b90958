package dev.ricordo.governance;

import dev.ricordo.evidence.EventLine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a customer, for the customer. Whoever keeps it, keeps personal data. {@code
 * docs/formats/export.md} says what the columns are.
 *
 * @param standing what the customer has said, by purpose
 * @param inferred what was inferred, in sentences
 */
public record CustomerExport(
    String format,
    int version,
    String customer,
    String exportedAt,
    List<EventLine> events,
    Map<String, String> standing,
    List<String> inferred)
    implements Report {

  static final String FORMAT = "ricordo-export";
  static final int VERSION = 1;

  private static final List<String> COLUMNS =
      List.of(
          "part",
          "position",
          "id",
          "at",
          "kind",
          "item",
          "quantity",
          "price",
          "session",
          "dwell",
          "channel",
          "campaign",
          "name",
          "text");

  public CustomerExport {
    events = List.copyOf(events);
    standing = Collections.unmodifiableMap(new LinkedHashMap<>(standing));
    inferred = List.copyOf(inferred);
  }

  /**
   * Everything as one table, RFC 4180 in UTF-8: events, then what was said, then what was inferred.
   */
  public String toCsv() {
    Stream<String> rows =
        Stream.of(
                Stream.of(row(COLUMNS.toArray())),
                events.stream().map(CustomerExport::row),
                standing.entrySet().stream().map(said -> named("standing", said)),
                inferred.stream().map(words -> named("inferred", Map.entry("", words))))
            .flatMap(part -> part);
    return rows.collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String row(EventLine event) {
    return row(
        "event",
        event.position(),
        event.id(),
        event.at(),
        event.kind(),
        event.item(),
        event.quantity(),
        event.price(),
        event.session(),
        event.dwell(),
        event.channel(),
        event.campaign(),
        null,
        null);
  }

  private static String named(String part, Map.Entry<String, String> value) {
    List<@Nullable Object> cells = new ArrayList<>(List.of(part));
    while (cells.size() < COLUMNS.size() - 2) {
      cells.add(null);
    }
    cells.add(value.getKey());
    cells.add(value.getValue());
    return row(cells.toArray());
  }

  private static String row(@Nullable Object... cells) {
    return Stream.of(cells)
        .map(
            cell ->
                cell == null
                    ? ""
                    : quoted(cell instanceof String text ? harmless(text) : cell.toString()))
        .collect(Collectors.joining(","));
  }

  /** What a spreadsheet would take for a formula is text: an apostrophe goes in front. */
  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(InspectionReport.count(events.size(), "event"));
    standing.forEach((name, said) -> lines.add(name + ": " + said));
    lines.addAll(inferred);
    return lines;
  }
}
