package dev.ricordo.lab;

import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** Small logs made from a seed: item i is mostly followed by item i + 1. */
public final class SyntheticLog {

  public static final int ITEMS = 25;

  private SyntheticLog() {}

  /** Writes {@code events.csv} and {@code items.csv} with so many customers. */
  public static void write(Path folder, int customers, long seed) {
    Random random = new Random(seed);
    int[] next = random.ints(customers, 0, ITEMS).toArray();
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    Instant at = Instant.parse("2020-01-01T00:00:00Z");
    for (int i = 0; i < customers * 12; i++) {
      int customer = random.nextInt(customers);
      at = at.plusSeconds(random.nextInt(600));
      String name = (customer % 7 == 6 ? "guest-" : "c") + customer;
      String kind = random.nextInt(20) == 0 ? "cancel" : "purchase";
      // The last items are new: nobody has them in the first three quarters of the log.
      int range = i < customers * 9 ? ITEMS - 4 : ITEMS;
      int item = next[customer] % range;
      events.append(at).append(',').append(name).append(",i").append(item).append(',');
      events.append(kind).append(",1,2.50,s").append(customer).append('-').append(i / 200);
      events.append('\n');
      next[customer] = random.nextInt(6) == 0 ? random.nextInt(range) : (item + 1) % range;
    }
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append(",Item ").append(item).append(",toys,,2.50\n");
    }
    try {
      Files.writeString(folder.resolve("events.csv"), events);
      Files.writeString(folder.resolve("items.csv"), items);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The log, written to a folder and read back. */
  public static EventLog log(Path folder, int customers, long seed) {
    write(folder, customers, seed);
    return EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
  }
}
