package dev.ricordo.governance;

import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import dev.ricordo.postgres.PostgresStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Measures how long it takes until an application that learns and answers obeys a restriction that
 * another process asks for, beside plain JDBC: {@code ricordo bench restrict}.
 */
/*
 * Works for a tenant of its own, whose rows are removed at the end. The other process is a second
 * store on the same tables: the application hears of it as of any other, by looking. Between two
 * restrictions there is a pause of random length, so that they come at every moment of that looking.
 * What is measured is what a customer would see: their next event is withheld, their next answer is
 * that of somebody of whom nothing is known.
 */
public final class RestrictBenchmark {

  private static final int EVENTS_EACH = 3;
  private static final int BATCH = 20;

  /** 500 events a second. */
  private static final long BATCH_NANOS = 40_000_000;

  private static final long PAUSE_MILLIS = 500;
  private static final long LOOK_NANOS = 500_000;
  private static final int ANSWERS = 12;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final DataSource database;
  private final Simulation simulation;
  private final int restricted;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param restricted how many customers are restricted; as many others go on
   */
  public RestrictBenchmark(DataSource database, int items, int restricted, long seed) {
    this.database = database;
    this.restricted = restricted;
    this.seed = seed;
    simulation = new Simulation(items, 2 * restricted, seed);
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public RestrictReport run(Progress progress) {
    try (Progress.Bar bar = progress.start("customers restricted", 2L * restricted);
        BenchTenant tenant = new BenchTenant(database)) {
      RestrictReport.Result reference = jdbc(tenant.name(), bar);
      return measured(tenant, reference, bar);
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
  }

  private RestrictReport measured(
      BenchTenant tenant, RestrictReport.Result reference, Progress.Bar bar) {
    try (PostgresStore elsewhere = tenant.openAgain();
        Ricordo shop = simulation.over(tenant.store().journal(), tenant.store().snapshots())) {
      List<Event> first = simulation.next(2 * restricted * EVENTS_EACH);
      shop.observeAll(first);
      tenant.analyze();
      return whileLearning(shop, elsewhere, customers(first), reference, bar);
    }
  }

  private List<CustomerId> customers(List<Event> first) {
    return first.stream().map(Event::customer).distinct().limit(restricted).toList();
  }

  private RestrictReport whileLearning(
      Ricordo shop,
      PostgresStore elsewhere,
      List<CustomerId> customers,
      RestrictReport.Result reference,
      Progress.Bar bar) {
    AtomicBoolean over = new AtomicBoolean();
    long before = shop.statistics().learned();
    long start = System.nanoTime();
    CompletableFuture<Void> learning =
        CompletableFuture.runAsync(
            () -> {
              long next = System.nanoTime();
              while (!over.get()) {
                shop.observeAll(simulation.next(BATCH));
                next += BATCH_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
              }
            },
            work -> new Thread(work, "bench-learning").start());
    try {
      Obeyed obeyed = restrictAll(shop, elsewhere, customers, bar);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      long events = shop.statistics().learned() - before;
      return new RestrictReport(
          "bench restrict",
          Version.TEXT,
          Machine.here("cpu"),
          seed,
          events,
          events / seconds,
          List.of(
              result("withheld", obeyed.withheld()),
              result("stranger", obeyed.stranger()),
              reference));
    } finally {
      over.set(true);
      joined(learning);
    }
  }

  private static void joined(CompletableFuture<Void> learning) {
    try {
      learning.join();
    } catch (CompletionException e) {
      throw new RicordoException("bench: learning failed", e);
    }
  }

  /** Nanoseconds from the call, of each customer. */
  private record Obeyed(List<Long> withheld, List<Long> stranger) {}

  private Obeyed restrictAll(
      Ricordo shop, PostgresStore elsewhere, List<CustomerId> customers, Progress.Bar bar) {
    Random random = new Random(seed);
    Obeyed obeyed = new Obeyed(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < customers.size(); i++) {
      LockSupport.parkNanos((long) (random.nextDouble() * PAUSE_MILLIS * NANOS_PER_MILLI));
      Probe probe = new Probe(shop, customers.get(i), simulation.next(1).get(0));
      long start = System.nanoTime();
      elsewhere.journal().stand(customers.get(i), said -> said.withRestricted(true), Instant.now());
      obeyed.withheld().add(probe.until(probe::withheld) - start);
      obeyed.stranger().add(probe.until(probe::stranger) - start);
      bar.advance(restricted + i + 1L);
    }
    return obeyed;
  }

  /** What one customer sees of the application. */
  private record Probe(Ricordo shop, CustomerId customer, Event like) {

    private static final Slot HOME = Slot.of("home");

    /** When it was first so, in nanoseconds. */
    long until(BooleanSupplier so) {
      while (!so.getAsBoolean()) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return System.nanoTime();
    }

    boolean withheld() {
      Event next = Event.of(like.kind(), customer, like.item(), like.at()).withId(EventId.random());
      return shop.observe(next).equals(new Observation.Withheld(Observation.Reason.RESTRICTED));
    }

    /** Nothing of the customer's is in it. */
    boolean stranger() {
      return shop.recommend(customer, HOME, ANSWERS).position() == 0;
    }
  }

  private RestrictReport.Result jdbc(String tenant, Progress.Bar bar) throws SQLException {
    try (Connection one = database.getConnection();
        Connection other = database.getConnection();
        PreparedStatement change =
            one.prepareStatement(
                "update ricordo.tenant set standings = standings + 1 where name = ?");
        PreparedStatement look =
            other.prepareStatement("select standings from ricordo.tenant where name = ?")) {
      change.setString(1, tenant);
      look.setString(1, tenant);
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < restricted; i++) {
        long before = number(look);
        CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> changed(look, before));
        long start = System.nanoTime();
        change.executeUpdate();
        nanos.add(seen.join() - start);
        bar.advance(i + 1L);
      }
      return result("jdbc", nanos);
    }
  }

  private static long changed(PreparedStatement look, long before) {
    try {
      while (number(look) == before) {
        Thread.onSpinWait();
      }
      return System.nanoTime();
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
  }

  private static long number(PreparedStatement look) throws SQLException {
    try (ResultSet row = look.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static RestrictReport.Result result(String path, List<Long> nanos) {
    double[] millis = nanos.stream().mapToDouble(n -> n / NANOS_PER_MILLI).sorted().toArray();
    return new RestrictReport.Result(
        path,
        millis.length,
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.99)],
        Arrays.stream(millis).max().orElse(0));
  }
}
