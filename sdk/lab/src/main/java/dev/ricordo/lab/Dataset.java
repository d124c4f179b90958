package dev.ricordo.lab;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The log that a figure was measured on.
 *
 * @param events of the log, or its part that was used
 * @param customers who have events
 * @param items of the catalogue
 * @param digest SHA-256 of the log
 */
public record Dataset(int events, int customers, int items, String digest) {

  public static Dataset of(EventLog log) {
    int[][] histories = log.byCustomer(IntStream.range(0, log.size()).toArray());
    int customers = (int) Arrays.stream(histories).filter(h -> h.length > 0).count();
    return new Dataset(log.size(), customers, log.items(), log.digest());
  }
}
