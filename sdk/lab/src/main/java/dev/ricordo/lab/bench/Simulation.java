package dev.ricordo.lab.bench;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated shop whose customers go on for ever. Thread-safe. */
/*
 * Customers take turns: event n is of customer n modulo their number, the next of that customer's
 * journey of fifty, which then begins again. Event ids are the numbers n.
 */
public final class Simulation {

  private static final int JOURNEY = 50;

  private final int items;
  private final int customers;
  private final long seed;
  private final SimulatedCrowd crowd;
  private final List<List<Event>> journeys = new ArrayList<>();
  private final AtomicLong events = new AtomicLong();

  public Simulation(int items, int customers, long seed) {
    this.items = items;
    this.customers = customers;
    this.seed = seed;
    crowd = new SimulatedCrowd(items, seed);
    for (int c = 0; c < customers; c++) {
      journeys.add(crowd.journey(c, JOURNEY));
    }
  }

  /** An instance that answers from a base of random weights of the default shape. */
  public Ricordo over(Journal journal, Snapshots snapshots) {
    return builder(journal, snapshots).build();
  }

  /** The same with so many bytes for hot memories. */
  public Ricordo over(Journal journal, Snapshots snapshots, long hotBytes) {
    return builder(journal, snapshots).hotBytes(hotBytes).build();
  }

  /** At the end of the journeys: answers depend on the second in which they are asked for. */
  Ricordo.Builder builder(Journal journal, Snapshots snapshots) {
    return Ricordo.builder()
        .clock(Clock.fixed(SimulatedCrowd.NOW, ZoneOffset.UTC))
        .base(SimulatedBase.of(items, seed))
        .catalogue(SimulatedBase.catalogue(items))
        .journal(journal)
        .snapshots(snapshots);
  }

  /**
   * So many events of one customer, who may be none of those that take turns.
   *
   * @param customer a number, from 0
   */
  public List<Event> journey(int customer, int length) {
    return crowd.journey(customer, length);
  }

  /** How many take turns. */
  public int customers() {
    return customers;
  }

  /** A base of random weights that knows every item. */
  public static Base base(int items, long seed) {
    return SimulatedBase.complete(items, seed);
  }

  /** The next events, each of another customer. */
  public List<Event> next(int count) {
    List<Event> next = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long number = events.getAndIncrement();
      List<Event> journey = journeys.get((int) (number % customers));
      Event event = journey.get((int) (number / customers % JOURNEY));
      next.add(event.withId(EventId.of(Long.toString(number))));
    }
    return next;
  }
}
