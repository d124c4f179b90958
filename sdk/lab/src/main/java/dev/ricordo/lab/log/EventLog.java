package dev.ricordo.lab.log;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many customers' events in the order of a file, as columns. Events, customers and items are
 * numbers from 0; items are numbered in the order of the catalogue.
 *
 * <p>Immutable and thread-safe.
 */
public final class EventLog {

  /** {@link #session(int)} of an event whose session is not known. */
  public static final int NO_SESSION = -1;

  private static final String GUEST_PREFIX = "guest-";
  private static final EventKind[] KINDS = EventKind.values();

  private final String digest;
  private final List<String> customers;
  private final List<Item> items;
  private final int[] customer;
  private final int[] item;
  private final byte[] kind;
  private final long[] second;
  private final int[] session;
  private final boolean[] guest;

  EventLog(String digest, List<String> customers, List<Item> items, Columns columns, int size) {
    this.digest = digest;
    this.customers = customers;
    this.items = items;
    customer = Arrays.copyOf(columns.customer, size);
    item = Arrays.copyOf(columns.item, size);
    kind = Arrays.copyOf(columns.kind, size);
    second = Arrays.copyOf(columns.second, size);
    session = Arrays.copyOf(columns.session, size);
    guest = new boolean[customers.size()];
    for (int i = 0; i < guest.length; i++) {
      guest[i] = customers.get(i).startsWith(GUEST_PREFIX);
    }
  }

  /** Columns that grow. */
  static final class Columns {

    int[] customer = new int[1024];
    int[] item = new int[1024];
    byte[] kind = new byte[1024];
    long[] second = new long[1024];
    int[] session = new int[1024];
    int size;

    void add(int newCustomer, int newItem, EventKind newKind, long newSecond, int newSession) {
      if (size == customer.length) {
        int capacity = size * 2;
        customer = Arrays.copyOf(customer, capacity);
        item = Arrays.copyOf(item, capacity);
        kind = Arrays.copyOf(kind, capacity);
        second = Arrays.copyOf(second, capacity);
        session = Arrays.copyOf(session, capacity);
      }
      customer[size] = newCustomer;
      item[size] = newItem;
      kind[size] = (byte) newKind.ordinal();
      second[size] = newSecond;
      session[size++] = newSession;
    }
  }

  /**
   * Reads a log.
   *
   * @throws dev.ricordo.RicordoException naming file, line, field and value of what is malformed
   */
  public static EventLog read(Path events, Path items) {
    return new EventLogReader(events, items).read();
  }

  /** SHA-256 of the events file, unpacked, in hexadecimal. */
  public String digest() {
    return digest;
  }

  public int size() {
    return customer.length;
  }

  public int customers() {
    return customers.size();
  }

  public int items() {
    return items.size();
  }

  public int customer(int event) {
    return customer[event];
  }

  public int item(int event) {
    return item[event];
  }

  public EventKind kind(int event) {
    return KINDS[kind[event]];
  }

  /** The event's time in seconds since 1970, UTC. */
  public long second(int event) {
    return second[event];
  }

  /** Number of the event's session, or {@link #NO_SESSION}. */
  public int session(int event) {
    return session[event];
  }

  /** Whether a customer is a guest: learned from, never scored. */
  public boolean guest(int customerNumber) {
    return guest[customerNumber];
  }

  /** The id that an event has wherever this log is imported. */
  public EventId id(int event) {
    return EventId.imported(digest, event + 2L);
  }

  /** The customer's name in the file: a person's, not for messages. */
  public String customerName(int customerNumber) {
    return customers.get(customerNumber);
  }

  public Item itemOf(int itemNumber) {
    return items.get(itemNumber);
  }

  public Catalogue catalogue() {
    return Catalogue.of(items);
  }

  /** All events by time; events of the same second in the order of the file. */
  public int[] byTime() {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingLong(event -> second[event]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Sorts events by customer.
   *
   * @param events kept in this order within each customer
   * @return the events of each customer, empty for those without
   */
  public int[][] byCustomer(int[] events) {
    int[] counts = new int[customers()];
    for (int event : events) {
      counts[customer[event]]++;
    }
    int[][] grouped = new int[customers()][];
    for (int i = 0; i < grouped.length; i++) {
      grouped[i] = new int[counts[i]];
    }
    Arrays.fill(counts, 0);
    for (int event : events) {
      int owner = customer[event];
      grouped[owner][counts[owner]++] = event;
    }
    return grouped;
  }

  /** The first events of the file, with all customers and items. */
  public EventLog first(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("max-events: must be at least 1, is " + count);
    }
    Columns columns = new Columns();
    columns.customer = customer;
    columns.item = item;
    columns.kind = kind;
    columns.second = second;
    columns.session = session;
    return new EventLog(digest, customers, items, columns, (int) Math.min(count, size()));
  }
}
