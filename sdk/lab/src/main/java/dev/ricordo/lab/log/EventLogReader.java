package dev.ricordo.lab.log;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Reads an event log, strictly: the first malformed line ends it with a message that names file,
 * line, field and value, except that a customer's name is never repeated.
 *
 * <p>Not thread-safe; one reader reads one log.
 */
final class EventLogReader {

  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);
  private static final List<String> EVENT_FIELDS =
      List.of("at", "customer", "item", "kind", "quantity", "price", "session");
  private static final List<String> FURTHER_EVENT_FIELDS = List.of("dwell", "channel", "campaign");
  private static final List<String> ITEM_FIELDS =
      List.of("item", "title", "category", "brand", "price");

  /** An event whose checks are borrowed. */
  private static final Event EVENT =
      Event.viewed(CustomerId.of("nobody"), ItemId.of("nothing"), Instant.EPOCH);

  private final Path events;
  private final Path items;
  private final Instant latest;
  private final Map<String, Integer> itemNumbers = new HashMap<>();
  private final List<Item> itemList = new ArrayList<>();
  private final Map<String, Integer> customerNumbers = new HashMap<>();
  private final List<String> customerList = new ArrayList<>();
  private final Map<String, Integer> sessionNumbers = new HashMap<>();
  private final Map<String, Integer> channelNumbers = new LinkedHashMap<>();
  private final Map<String, Integer> campaignNumbers = new LinkedHashMap<>();
  private final EventLog.Columns columns = new EventLog.Columns();

  EventLogReader(Path events, Path items) {
    this(events, items, Clock.systemUTC());
  }

  EventLogReader(Path events, Path items, Clock clock) {
    this.events = events;
    this.items = items;
    this.latest = clock.instant().plus(FUTURE_TOLERANCE);
  }

  /** Reads a catalogue alone. */
  static List<Item> catalogue(Path items) {
    EventLogReader reader = new EventLogReader(items, items);
    reader.readItems();
    return List.copyOf(reader.itemList);
  }

  private void readItems() {
    readFile(items, ITEM_FIELDS, List.of(), this::item);
    if (itemList.isEmpty()) {
      throw new RicordoException(items.getFileName() + ": has no items");
    }
  }

  EventLog read() {
    readItems();
    String digest = readFile(events, EVENT_FIELDS, FURTHER_EVENT_FIELDS, this::event);
    if (columns.size == 0) {
      throw new RicordoException(events.getFileName() + ": has no events");
    }
    EventLog.Names names =
        new EventLog.Names(
            List.copyOf(customerList),
            List.copyOf(itemList),
            List.copyOf(channelNumbers.keySet()),
            List.copyOf(campaignNumbers.keySet()));
    return new EventLog(digest, names, columns, columns.size);
  }

  /**
   * Reads all lines of a file; returns the digest of its unpacked bytes.
   *
   * @param fields of every line
   * @param further fields that may follow, each at most once, in any order
   */
  private static String readFile(
      Path file, List<String> fields, List<String> further, Consumer<Line> consumer) {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(open(file), digest);
        CsvReader<CsvRecord> csv = reader(utf8(in))) {
      boolean header = true;
      List<String> present = fields;
      for (CsvRecord record : csv) {
        Line line = new Line(file, present, record);
        if (header) {
          present = line.requireHeader(further);
          header = false;
        } else {
          line.requireFields();
          consumer.accept(line);
        }
      }
      if (header) {
        throw new RicordoException(file.getFileName() + ": is empty");
      }
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw new RicordoException(file.getFileName() + ": cannot be read: " + reason(e), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A reader that leaves it to {@link Line} to complain about the number of fields. */
  private static CsvReader<CsvRecord> reader(Reader in) {
    return CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(in);
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    return e.getClass().getSimpleName()
        + ": "
        + e.getMessage()
        + (cause == null ? "" : ": " + cause.getMessage());
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static Reader utf8(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }

  private void item(Line line) {
    String id = line.shown("item", text -> ItemId.of(text).value());
    if (itemNumbers.putIfAbsent(id, itemList.size()) != null) {
      throw line.error("item", "is listed twice");
    }
    itemList.add(
        new Item(
            ItemId.of(id),
            line.text("title"),
            line.text("category"),
            line.text("brand"),
            price(line)));
  }

  private void event(Line line) {
    int customer = customer(line);
    Integer item = itemNumbers.get(line.text("item"));
    if (item == null) {
      throw line.error("item", "is not in " + items.getFileName());
    }
    EventKind kind = line.shown("kind", EventKind::parse);
    Instant at = at(line);
    price(line);
    columns.add(customer, item, kind, at.getEpochSecond(), session(line), quantity(line));
    if (line.hasAny(FURTHER_EVENT_FIELDS)) {
      columns.describe(
          dwell(line),
          name(line, "channel", channelNumbers),
          name(line, "campaign", campaignNumbers));
    }
  }

  private int customer(Line line) {
    String name = line.text("customer");
    Integer known = customerNumbers.get(name);
    if (known != null) {
      return known;
    }
    line.hidden("customer", text -> new CustomerId(text));
    int number = customerList.size();
    customerNumbers.put(name, number);
    customerList.add(name);
    return number;
  }

  private Instant at(Line line) {
    Instant at =
        line.shown(
            "at",
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("is no time in ISO 8601, UTC", e);
              }
            });
    if (at.isAfter(latest)) {
      throw line.error("at", "lies in the future");
    }
    return at;
  }

  private int session(Line line) {
    String session = line.text("session");
    if (session.isEmpty()) {
      return EventLog.NO_SESSION;
    }
    return sessionNumbers.computeIfAbsent(session, key -> sessionNumbers.size());
  }

  private static double quantity(Line line) {
    if (line.text("quantity").isEmpty()) {
      return 1;
    }
    double quantity = number(line, "quantity");
    if (!(quantity > 0)) {
      throw line.error("quantity", "must be positive");
    }
    return quantity;
  }

  private static double dwell(Line line) {
    if (line.text("dwell").isEmpty()) {
      return EventLog.NO_DWELL;
    }
    double seconds = number(line, "dwell");
    if (seconds < 0) {
      throw line.error("dwell", "must not be negative");
    }
    return seconds;
  }

  /** The number of a channel or campaign, given now if it has none; checked as an event's is. */
  private static int name(Line line, String field, Map<String, Integer> numbers) {
    String name = line.text(field);
    if (name.isEmpty()) {
      return EventLog.NO_NAME;
    }
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    line.hidden(field, field.equals("channel") ? EVENT::withChannel : EVENT::withCampaign);
    numbers.put(name, numbers.size());
    return numbers.size() - 1;
  }

  /** The price; a negative one is a correction in the books and read as unknown. */
  private static OptionalDouble price(Line line) {
    if (line.text("price").isEmpty()) {
      return OptionalDouble.empty();
    }
    double price = number(line, "price");
    return price < 0 ? OptionalDouble.empty() : OptionalDouble.of(price);
  }

  private static double number(Line line, String field) {
    double number =
        line.shown(
            field,
            text -> {
              try {
                return Double.parseDouble(text);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException("is no number", e);
              }
            });
    if (!Double.isFinite(number)) {
      throw line.error(field, "must be finite");
    }
    return number;
  }

  /** One line of a file, and how to complain about it. */
  private record Line(Path file, List<String> fields, CsvRecord record) {

    /** The fields of all lines that follow. */
    List<String> requireHeader(List<String> further) {
      List<String> present = record.getFields();
      int least = Math.min(fields.size(), present.size());
      List<String> rest = present.subList(least, present.size());
      boolean distinct = new HashSet<>(rest).size() == rest.size();
      if (!present.subList(0, least).equals(fields) || !further.containsAll(rest) || !distinct) {
        throw new RicordoException(
            file.getFileName()
                + ":1 header: must be \""
                + String.join(",", fields)
                + "\""
                + (further.isEmpty() ? "" : ", then any of " + String.join(", ", further))
                + ", is \""
                + String.join(",", present)
                + "\"");
      }
      return present;
    }

    boolean hasAny(List<String> names) {
      return !Collections.disjoint(fields, names);
    }

    void requireFields() {
      if (record.getFieldCount() != fields.size()) {
        throw new RicordoException(
            String.format(
                "%s:%d has %d fields, must have %d (%s)",
                file.getFileName(),
                record.getStartingLineNumber(),
                record.getFieldCount(),
                fields.size(),
                String.join(",", fields)));
      }
    }

    /** The text of a field; empty if the file does not have it. */
    String text(String field) {
      int place = fields.indexOf(field);
      return place < 0 ? "" : record.getField(place);
    }

    /** A parsed field whose text may stand in a message. */
    <T> T shown(String field, Function<String, T> parser) {
      try {
        return parser.apply(text(field));
      } catch (IllegalArgumentException e) {
        throw error(field, without(field, e));
      }
    }

    /** A parsed field whose text may name a person. */
    void hidden(String field, Consumer<String> parser) {
      try {
        parser.accept(text(field));
      } catch (IllegalArgumentException e) {
        throw new RicordoException(where(field) + ": " + without(field, e), e);
      }
    }

    RicordoException error(String field, String problem) {
      return new RicordoException(where(field) + ": \"" + text(field) + "\" " + problem);
    }

    private String where(String field) {
      return file.getFileName() + ":" + record.getStartingLineNumber() + " " + field;
    }

    /** The message, without the field's name and value in front: they are named already. */
    private String without(String field, IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      for (String prefix : List.of(field + ": ", "\"" + text(field) + "\" ")) {
        message = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
      }
      return message;
    }
  }
}
