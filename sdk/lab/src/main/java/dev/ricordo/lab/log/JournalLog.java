package dev.ricordo.lab.log;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.JournalEntry;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an event log of customers' journals. Not thread-safe.
 *
 * <p>The log is a function of what the journals hold and of the catalogue: the order is that of
 * acceptance, customers are numbered as they come in it, and neither their ids nor positions nor
 * the ids of events are in the log or its digest. So a log without somebody is, byte for byte, that
 * of a world that never had them.
 */
public final class JournalLog {

  private final List<Item> items;
  private final Map<ItemId, Integer> itemNumbers = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private int customers;
  private long leftOut;

  /**
   * @param customer in the order in which they were added
   */
  private record Line(long position, int customer, int item, Event event) {}

  /**
   * @param items the catalogue, in the order of their numbers
   */
  public JournalLog(List<Item> items) {
    this.items = List.copyOf(items);
    for (Item item : items) {
      itemNumbers.put(item.id(), itemNumbers.size());
    }
  }

  /** Adds a customer's events; those of items that the catalogue does not have are left out. */
  public void add(List<JournalEntry> journal) {
    int customer = customers++;
    for (JournalEntry entry : journal) {
      Integer item = itemNumbers.get(entry.event().item());
      if (item == null) {
        leftOut++;
      } else {
        lines.add(new Line(entry.position(), customer, item, entry.event()));
      }
    }
  }

  /** How many events were left out. */
  public long leftOut() {
    return leftOut;
  }

  /**
   * The log.
   *
   * @throws RicordoException if there are no events
   */
  public EventLog build() {
    if (lines.isEmpty()) {
      throw new RicordoException("panel: has no events of items in the catalogue");
    }
    lines.sort(Comparator.comparingLong(Line::position));
    MessageDigest sha256 = sha256();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      return new Numbering().log(out, sha256);
    } catch (IOException e) {
      throw new RicordoBug("what goes nowhere cannot fail", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }

  /** Gives numbers in the order of the lines. */
  private final class Numbering {

    private final Map<Integer, Integer> customerNumbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    private final Map<String, Integer> channels = new HashMap<>();
    private final List<String> channelNames = new ArrayList<>();
    private final Map<String, Integer> campaigns = new HashMap<>();
    private final List<String> campaignNames = new ArrayList<>();

    EventLog log(DataOutputStream out, MessageDigest sha256) throws IOException {
      for (Item item : items) {
        out.writeUTF(item.id().value());
        out.writeUTF(item.category());
        out.writeUTF(item.brand());
        out.writeDouble(item.price().orElse(-1));
      }
      EventLog.Columns columns = new EventLog.Columns();
      for (Line line : lines) {
        add(line, columns, out);
      }
      out.flush();
      EventLog.Names all =
          new EventLog.Names(
              List.copyOf(names), items, List.copyOf(channelNames), List.copyOf(campaignNames));
      return new EventLog(HexFormat.of().formatHex(sha256.digest()), all, columns, columns.size);
    }

    private void add(Line line, EventLog.Columns columns, DataOutputStream out) throws IOException {
      Event event = line.event();
      int customer = customer(line);
      int session =
          event
              .session()
              .map(name -> sessions.computeIfAbsent(name, key -> sessions.size()))
              .orElse(EventLog.NO_SESSION);
      double dwell = event.dwell().map(time -> time.toNanos() / 1e9).orElse(EventLog.NO_DWELL);
      int channel = number(event.channel(), channels, channelNames);
      int campaign = number(event.campaign(), campaigns, campaignNames);
      long second = event.at().getEpochSecond();
      columns.add(customer, line.item(), event.kind(), second, session, event.quantity());
      columns.describe(dwell, channel, campaign);
      out.writeInt(customer);
      out.writeInt(line.item());
      out.writeInt(event.kind().row());
      out.writeLong(second);
      out.writeInt(session);
      out.writeDouble(event.quantity());
      out.writeDouble(dwell);
      out.writeUTF(event.channel().orElse(""));
      out.writeUTF(event.campaign().orElse(""));
    }

    private int customer(Line line) {
      return customerNumbers.computeIfAbsent(
          line.customer(),
          key -> {
            int number = names.size();
            boolean guest = line.event().customer().value().startsWith(EventLog.GUEST_PREFIX);
            names.add((guest ? EventLog.GUEST_PREFIX : "") + number);
            return number;
          });
    }

    private static int number(
        Optional<String> name, Map<String, Integer> numbers, List<String> list) {
      if (name.isEmpty()) {
        return EventLog.NO_NAME;
      }
      return numbers.computeIfAbsent(
          name.get(),
          key -> {
            list.add(key);
            return list.size() - 1;
          });
    }
  }
}
