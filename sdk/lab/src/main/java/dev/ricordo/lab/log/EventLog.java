package dev.ricordo.lab.log;

import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Features;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** {@link #dwellSeconds(int)} of an event whose dwell is not known. */
  public static final double NO_DWELL = -1;

  /** {@link #channel(int)} and {@link #campaign(int)} of an event of which they are not known. */
  public static final int NO_NAME = -1;

  static final String GUEST_PREFIX = "guest-";
  private static final EventKind[] KINDS = EventKind.values();

  private final String digest;
  private final Names names;
  private final List<String> customers;
  private final List<Item> items;
  private final int[] customer;
  private final int[] item;
  private final byte[] kind;
  private final long[] second;
  private final int[] session;
  private final double[] quantity;
  private final double[] dwell;
  private final int[] channel;
  private final int[] campaign;
  private final boolean[] guest;

  EventLog(String digest, Names names, Columns columns, int size) {
    this.digest = digest;
    this.names = names;
    customers = names.customers();
    items = names.items();
    customer = Arrays.copyOf(columns.customer, size);
    item = Arrays.copyOf(columns.item, size);
    kind = Arrays.copyOf(columns.kind, size);
    second = Arrays.copyOf(columns.second, size);
    session = Arrays.copyOf(columns.session, size);
    quantity = Arrays.copyOf(columns.quantity, size);
    boolean described = columns.dwell.length > 0;
    dwell = described ? Arrays.copyOf(columns.dwell, size) : columns.dwell;
    channel = described ? Arrays.copyOf(columns.channel, size) : columns.channel;
    campaign = described ? Arrays.copyOf(columns.campaign, size) : columns.campaign;
    guest = new boolean[customers.size()];
    for (int i = 0; i < guest.length; i++) {
      guest[i] = customers.get(i).startsWith(GUEST_PREFIX);
    }
  }

  /** What the numbers in the columns stand for. */
  record Names(
      List<String> customers, List<Item> items, List<String> channels, List<String> campaigns) {}

  /** Columns that grow; dwell, channel and campaign stay empty if no line describes them. */
  static final class Columns {

    int[] customer = new int[1024];
    int[] item = new int[1024];
    byte[] kind = new byte[1024];
    long[] second = new long[1024];
    int[] session = new int[1024];
    double[] quantity = new double[1024];
    double[] dwell = {};
    int[] channel = {};
    int[] campaign = {};
    int size;

    void add(
        int newCustomer,
        int newItem,
        EventKind newKind,
        long newSecond,
        int newSession,
        double newQuantity) {
      if (size == customer.length) {
        int capacity = size * 2;
        customer = Arrays.copyOf(customer, capacity);
        item = Arrays.copyOf(item, capacity);
        kind = Arrays.copyOf(kind, capacity);
        second = Arrays.copyOf(second, capacity);
        session = Arrays.copyOf(session, capacity);
        quantity = Arrays.copyOf(quantity, capacity);
      }
      customer[size] = newCustomer;
      item[size] = newItem;
      kind[size] = (byte) newKind.ordinal();
      second[size] = newSecond;
      session[size] = newSession;
      quantity[size++] = newQuantity;
    }

    /** Says more of the event that was added last. */
    void describe(double newDwell, int newChannel, int newCampaign) {
      if (dwell.length < customer.length) {
        dwell = Arrays.copyOf(dwell, customer.length);
        channel = Arrays.copyOf(channel, customer.length);
        campaign = Arrays.copyOf(campaign, customer.length);
      }
      dwell[size - 1] = newDwell;
      channel[size - 1] = newChannel;
      campaign[size - 1] = newCampaign;
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

  /**
   * Reads the catalogue of a log.
   *
   * @throws dev.ricordo.RicordoException naming file, line, field and value of what is malformed
   */
  public static List<Item> readItems(Path items) {
    return EventLogReader.catalogue(items);
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

  /** Pieces, 1 if the file does not say. */
  public double quantity(int event) {
    return quantity[event];
  }

  /** The time spent with the item, in seconds, or {@link #NO_DWELL}. */
  public double dwellSeconds(int event) {
    return dwell.length == 0 ? NO_DWELL : dwell[event];
  }

  /** Number of the event's channel, or {@link #NO_NAME}. */
  public int channel(int event) {
    return channel.length == 0 ? NO_NAME : channel[event];
  }

  /** Number of the event's campaign, or {@link #NO_NAME}. */
  public int campaign(int event) {
    return campaign.length == 0 ? NO_NAME : campaign[event];
  }

  /** The channels by number. */
  public List<String> channels() {
    return names.channels();
  }

  /** The campaigns by number. */
  public List<String> campaigns() {
    return names.campaigns();
  }

  /** The {@code dev.ricordo.base.Circumstances} of every event, as a base reads them. */
  public int[] circumstances(Features features) {
    int[] channels =
        names.channels().stream().mapToInt(name -> features.channel(Optional.of(name))).toArray();
    int[] campaigns =
        names.campaigns().stream().mapToInt(name -> features.campaign(Optional.of(name))).toArray();
    int[] circumstances = new int[size()];
    for (int event = 0; event < circumstances.length; event++) {
      circumstances[event] =
          features.circumstances(
              quantity(event),
              (long) dwellSeconds(event),
              row(channels, channel(event)),
              row(campaigns, campaign(event)));
    }
    return circumstances;
  }

  private static int row(int[] rows, int name) {
    return name == NO_NAME ? Circumstances.UNKNOWN : rows[name];
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
    columns.quantity = quantity;
    columns.dwell = dwell;
    columns.channel = channel;
    columns.campaign = campaign;
    return new EventLog(digest, names, columns, (int) Math.min(count, size()));
  }
}
