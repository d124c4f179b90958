package dev.ricordo.lab.continual;

import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Net;

/**
 * The control for what a memory keeps: a memory of the same weights that has read a customer's last
 * events only, from its beginning. Not thread-safe.
 */
final class WindowedMemory implements Net {

  private static final int BYTES_OF_AN_ITEM = 4;

  private final EventLog log;
  private final HopeNet memory;
  private final int window;
  private final int[][] last;
  private final int[] counts;

  /**
   * @param memory that has read nothing, and is read by nobody else
   * @param window how many events are read again at each question
   */
  WindowedMemory(EventLog log, HopeNet memory, int window) {
    this.log = log;
    this.memory = memory;
    this.window = window;
    last = new int[log.customers()][];
    counts = new int[log.customers()];
  }

  @Override
  public void read(int event) {
    int customer = log.customer(event);
    if (last[customer] == null) {
      last[customer] = new int[window];
    }
    last[customer][counts[customer]++ % window] = event;
  }

  @Override
  public void own(int customer, float[] scores) {
    memory.forget(customer);
    for (int i = Math.max(0, counts[customer] - window); i < counts[customer]; i++) {
      memory.read(last[customer][i % window]);
    }
    memory.own(customer, scores);
  }

  @Override
  public boolean knows(int item) {
    return memory.knows(item);
  }

  @Override
  public long stateBytes() {
    return (long) BYTES_OF_AN_ITEM * window;
  }
}
