package dev.ricordo.lab.log;

import dev.ricordo.RicordoBug;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Collects an event log in memory: simulated customers. Not thread-safe. */
public final class EventLogBuilder {

  private final List<Item> items;
  private final List<String> customers = new ArrayList<>();
  private final EventLog.Columns columns = new EventLog.Columns();
  private final MessageDigest digest;

  /**
   * @param items the catalogue, in the order of their numbers
   */
  public EventLogBuilder(List<Item> items) {
    this.items = List.copyOf(items);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
    items.forEach(item -> digest.update(item.id().value().getBytes(StandardCharsets.UTF_8)));
  }

  /** A new customer; returns its number. */
  public int customer() {
    customers.add("c" + customers.size());
    return customers.size() - 1;
  }

  /**
   * Adds an event; returns its number.
   *
   * @param customer as {@link #customer()} gave it
   * @param item its place in the catalogue
   * @throws IndexOutOfBoundsException if there is no such customer or item
   */
  public int event(int customer, int item, EventKind kind, long second) {
    java.util.Objects.checkIndex(customer, customers.size());
    java.util.Objects.checkIndex(item, items.size());
    digest.update(
        ByteBuffer.allocate(20)
            .putInt(customer)
            .putInt(item)
            .putInt(kind.row())
            .putLong(second)
            .array());
    columns.add(customer, item, kind, second, EventLog.NO_SESSION, 1);
    return columns.size - 1;
  }

  /** The events so far as a log, whose digest is that of everything it holds. */
  public EventLog build() {
    String text;
    try {
      text = HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new RicordoBug("the platform's SHA-256 can be copied", e);
    }
    EventLog.Names names = new EventLog.Names(List.copyOf(customers), items, List.of(), List.of());
    return new EventLog(text, names, columns, columns.size);
  }
}
