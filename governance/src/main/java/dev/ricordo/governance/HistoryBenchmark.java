package dev.ricordo.governance;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Measures what a customer costs who is not hot and comes back, by the length of the journal:
 * {@code ricordo bench history}.
 */
/*
 * Works for a tenant of its own, whose rows are removed at the end. All journals are written by one
 * instance, then two more start, one after the other: to each a customer comes for an answer, an
 * event and a few more events. What the first of them keeps is there for the second.
 */
public final class HistoryBenchmark {

  private static final int SHORTEST = 10;
  private static final int AT_ONCE = 1_000;

  /** Customers of each length up to {@link #MANY_EVENTS}; of longer ones there is one. */
  private static final int CUSTOMERS = 5;

  private static final int MANY_EVENTS = 1_000;
  private static final int NEXT = 20;
  private static final int VISIT = 1 + NEXT;
  private static final int WARM_UP = 40;
  private static final int COUNT = 12;
  private static final Slot HOME = Slot.of("home");
  private static final double NANOS_PER_MILLI = 1e6;

  private final DataSource database;
  private final Simulation simulation;
  private final int longest;
  private final long hotBytes;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param longest events of the longest journal; the others have a tenth of it, and so on, down to
   *     10
   * @param hotBytes for hot memories and shares
   */
  public HistoryBenchmark(DataSource database, int items, int longest, long hotBytes, long seed) {
    if (longest < SHORTEST) {
      throw new IllegalArgumentException("longest: must be at least 10, is " + longest);
    }
    this.database = database;
    this.longest = longest;
    this.hotBytes = hotBytes;
    this.seed = seed;
    simulation = new Simulation(items, 1, seed);
  }

  /** A customer, and how long each thing took. */
  private static final class Visitor {

    final int length;
    final List<Event> journey;
    final List<Double> answers = new ArrayList<>();
    final List<Double> firstEvents = new ArrayList<>();
    final List<Double> nextEvents = new ArrayList<>();

    Visitor(int length, List<Event> journey) {
      this.length = length;
      this.journey = journey;
    }
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public HistoryReport run(Progress progress) {
    List<List<Visitor>> byLength = visitors();
    List<Visitor> all = byLength.stream().flatMap(List::stream).toList();
    long events = all.stream().mapToLong(visitor -> visitor.length).sum();
    try (BenchTenant tenant = new BenchTenant(database);
        Progress.Bar bar = progress.start("customers who come back", events + 2L * all.size())) {
      long done = write(tenant, all, bar);
      tenant.analyze();
      for (int visit = 0; visit < 2; visit++) {
        try (Ricordo ricordo = over(tenant)) {
          for (Visitor visitor : all) {
            visit(ricordo, visitor, visitor.length + visit * VISIT);
            bar.advance(++done);
          }
        }
      }
    }
    return new HistoryReport(
        "bench history",
        Version.TEXT,
        Machine.here("cpu"),
        seed,
        hotBytes,
        byLength.stream().map(HistoryBenchmark::row).toList());
  }

  private Ricordo over(BenchTenant tenant) {
    return simulation.over(tenant.store().journal(), tenant.store().snapshots(), hotBytes);
  }

  /** By length, shortest first. */
  private List<List<Visitor>> visitors() {
    List<List<Visitor>> byLength = new ArrayList<>();
    int customer = 0;
    for (long length = SHORTEST; length <= longest; length *= 10) {
      List<Visitor> visitors = new ArrayList<>();
      int customers = length <= MANY_EVENTS ? CUSTOMERS : 1;
      for (int i = 0; i < customers; i++) {
        visitors.add(visitor(customer++, (int) length));
      }
      byLength.add(visitors);
    }
    return byLength;
  }

  private Visitor visitor(int customer, int length) {
    List<Event> journey = new ArrayList<>();
    for (Event event : simulation.journey(customer, length + 2 * VISIT)) {
      journey.add(event.withId(EventId.of(customer + "-" + journey.size())));
    }
    return new Visitor(length, journey);
  }

  private long write(BenchTenant tenant, List<Visitor> all, Progress.Bar bar) {
    long done = 0;
    try (Ricordo ricordo = over(tenant)) {
      for (Visitor visitor : all) {
        for (int from = 0; from < visitor.length; from += AT_ONCE) {
          int to = Math.min(visitor.length, from + AT_ONCE);
          ricordo.observeAll(visitor.journey.subList(from, to));
          done += to - from;
          bar.advance(done);
        }
      }
      warmUp(ricordo);
    }
    return done;
  }

  /** Somebody else, so that nobody's figures are those of a young process alone. */
  private void warmUp(Ricordo ricordo) {
    Visitor visitor = new Visitor(0, simulation.journey(-1, WARM_UP));
    for (Event event : visitor.journey) {
      ricordo.recommend(event.customer(), HOME, COUNT);
      ricordo.observe(event);
    }
  }

  private static void visit(Ricordo ricordo, Visitor visitor, int from) {
    CustomerId customer = visitor.journey.get(0).customer();
    visitor.answers.add(millis(() -> ricordo.recommend(customer, HOME, COUNT)));
    visitor.firstEvents.add(millis(() -> ricordo.observe(visitor.journey.get(from))));
    for (int i = 1; i <= NEXT; i++) {
      Event event = visitor.journey.get(from + i);
      visitor.nextEvents.add(millis(() -> ricordo.observe(event)));
    }
  }

  private static double millis(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  private static HistoryReport.Row row(List<Visitor> visitors) {
    return new HistoryReport.Row(
        visitors.get(0).length,
        visitors.size(),
        median(visitors.stream().map(visitor -> visitor.answers.get(0)).toList()),
        median(visitors.stream().map(visitor -> visitor.firstEvents.get(0)).toList()),
        median(visitors.stream().flatMap(visitor -> visitor.nextEvents.stream()).toList()),
        median(visitors.stream().map(visitor -> visitor.firstEvents.get(1)).toList()));
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
