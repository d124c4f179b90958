package dev.ricordo.lab.continual;

import dev.ricordo.base.Base;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Recommender;
import java.util.Arrays;

/**
 * The control for what a memory keeps: a memory of the same weights that has read a customer's last
 * events only, from its beginning. Not thread-safe.
 */
final class WindowedMemory implements Recommender {

  private static final int BYTES_OF_AN_ITEM = 4;

  private final EventLog log;
  private final Base base;
  private final int window;
  private final float[] own;
  private final int[][] last;
  private final int[] counts;

  /**
   * @param window how many events are read again at each question
   */
  WindowedMemory(EventLog log, Base base, int window) {
    this.log = log;
    this.base = base;
    this.window = window;
    own = new float[log.items()];
    last = new int[log.customers()][];
    counts = new int[log.customers()];
  }

  @Override
  public void learn(int event) {
    remember(event);
  }

  @Override
  public void remember(int event) {
    int customer = log.customer(event);
    if (last[customer] == null) {
      last[customer] = new int[window];
    }
    last[customer][counts[customer]++ % window] = event;
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    HopeNet fresh = new HopeNet(log, base);
    for (int i = Math.max(0, counts[customer] - window); i < counts[customer]; i++) {
      fresh.read(last[customer][i % window]);
    }
    fresh.own(customer, own);
    Arrays.setAll(scores, item -> own[item]);
  }

  @Override
  public long stateBytes() {
    return (long) BYTES_OF_AN_ITEM * window;
  }
}
