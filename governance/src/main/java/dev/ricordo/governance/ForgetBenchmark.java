package dev.ricordo.governance;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import dev.ricordo.spi.Snapshots;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Measures forgetting on PostgreSQL while others are learned from at a constant rate: {@code
 * ricordo bench forget}.
 */
/*
 * The same customers lose the events of one item first, then everything. The learners' rate is kept
 * by a schedule: a learner who waited for a lock catches up, so waiting shows in the rate reached.
 */
public final class ForgetBenchmark {

  private static final int LEARNERS = 1_000;
  private static final int LEARNED_AT_ONCE = 5;
  private static final int ANSWERED = 50;
  private static final int COUNT = 10;
  private static final Slot SLOT = Slot.of("bench");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final DataSource database;
  private final Simulation simulation;
  private final List<List<Event>> journeys = new ArrayList<>();
  private final int customers;
  private final int events;
  private final int rate;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param customers to forget, 1 or more
   * @param events of each, 1 or more
   * @param rate events per second to learn meanwhile, 0 for none
   * @throws IllegalArgumentException naming what is out of range
   */
  public ForgetBenchmark(
      DataSource database, int items, int customers, int events, int rate, long seed) {
    require("customers", customers, 1);
    require("events", events, 1);
    require("rate", rate, 0);
    this.database = database;
    this.customers = customers;
    this.events = events;
    this.rate = rate;
    this.seed = seed;
    simulation = new Simulation(items, LEARNERS, seed);
    for (int c = 0; c < customers; c++) {
      journeys.add(simulation.journey(LEARNERS + c, events));
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": must be at least " + least + ", is " + value);
    }
  }

  /** Forgets one customer. */
  private interface Forgetting {
    void forget(int customer) throws SQLException;
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public ForgetBenchReport run(Progress progress) {
    List<ForgetBenchReport.Result> results = new ArrayList<>();
    try (Progress.Bar bar = progress.start("forget", 4);
        BenchTenant tenant = new BenchTenant(database);
        Ricordo ricordo = simulation.over(tenant.store().journal(), tenant.store().snapshots());
        Connection plain = database.getConnection()) {
      learnAll(ricordo);
      tenant.analyze();
      bar.advance(1);
      plain.setAutoCommit(false);
      UUID[] subjects = insertAll(plain, tenant.reference());
      results.add(measure("jdbc", tenant, ricordo, c -> delete(plain, subjects[c])));
      bar.advance(2);
      results.add(measure("selective", tenant, ricordo, c -> forgetItem(ricordo, c)));
      bar.advance(3);
      results.add(measure("full", tenant, ricordo, c -> ricordo.forget(customer(c))));
      bar.advance(4);
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
    return new ForgetBenchReport("bench forget", Version.TEXT, Machine.here("cpu"), seed, results);
  }

  private void learnAll(Ricordo ricordo) {
    for (int c = 0; c < customers; c++) {
      ricordo.observeAll(journey(c));
    }
    ricordo.observeAll(simulation.next(LEARNERS));
  }

  private List<Event> journey(int customer) {
    return journeys.get(customer);
  }

  private CustomerId customer(int number) {
    return journey(number).get(0).customer();
  }

  private void forgetItem(Ricordo ricordo, int number) {
    List<Event> journey = journey(number);
    Scope scope = Scope.builder().item(journey.get(journey.size() / 2).item()).build();
    if (ricordo.forget(customer(number), scope).events() == 0) {
      throw new RicordoException("bench: nothing was forgotten");
    }
  }

  private UUID[] insertAll(Connection connection, String tenant) throws SQLException {
    UUID[] subjects = new UUID[customers];
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into ricordo.event (subject, position, tenant, digest, accepted_at, format,"
                + " payload) values (?, ?, ?, ?, now(), 2, ?)")) {
      for (int c = 0; c < customers; c++) {
        subjects[c] = UUID.randomUUID();
        for (int i = 0; i < events; i++) {
          insert.setObject(1, subjects[c]);
          insert.setLong(2, i + 1L);
          insert.setString(3, tenant);
          insert.setObject(4, UUID.randomUUID());
          insert.setBytes(5, new byte[ObserveBenchmark.PAYLOAD_BYTES]);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    connection.commit();
    return subjects;
  }

  private static void delete(Connection connection, UUID subject) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from ricordo.event where subject = ?")) {
      delete.setObject(1, subject);
      delete.executeUpdate();
    }
    connection.commit();
  }

  private ForgetBenchReport.Result measure(
      String path, BenchTenant tenant, Ricordo ricordo, Forgetting forgetting) throws SQLException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Learning learning = new Learning(ricordo);
    Future<?> learner = thread.submit(learning);
    long[] nanos = new long[customers];
    try {
      for (int c = 0; c < customers; c++) {
        long start = System.nanoTime();
        forgetting.forget(c);
        nanos[c] = System.nanoTime() - start;
      }
    } finally {
      learning.stop = true;
      thread.shutdown();
    }
    await(learner);
    Arrays.sort(nanos);
    return new ForgetBenchReport.Result(
        path,
        customers,
        events,
        learning.perSecond(),
        nanos[nanos.length / 2] / NANOS_PER_MILLI,
        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI,
        differences(tenant, ricordo));
  }

  private static void await(Future<?> learner) {
    try {
      learner.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RicordoException("bench: interrupted", e);
    } catch (ExecutionException e) {
      throw new RicordoException("bench: learning failed", e);
    }
  }

  /** Others who are answered otherwise than by an instance that folds the journal afresh. */
  private int differences(BenchTenant tenant, Ricordo ricordo) {
    int differences = 0;
    try (Ricordo fresh = simulation.over(tenant.store().journal(), Snapshots.none())) {
      for (int i = 0; i < Math.min(ANSWERED, LEARNERS); i++) {
        CustomerId other = simulation.journey(i, 1).get(0).customer();
        differences += answers(fresh, other).equals(answers(ricordo, other)) ? 0 : 1;
      }
    }
    return differences;
  }

  private static List<Ranking.Answer> answers(Ricordo ricordo, CustomerId customer) {
    return ricordo.recommend(customer, SLOT, COUNT).answers();
  }

  /** Learns of others, a few events at a time, until it is told to stop. */
  private final class Learning implements Runnable {

    private final Ricordo ricordo;
    private volatile boolean stop;
    private long learned;
    private double seconds;

    Learning(Ricordo ricordo) {
      this.ricordo = ricordo;
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      while (!stop) {
        if (rate == 0) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
          continue;
        }
        long due = start + (long) (learned * NANOS_PER_SECOND / rate);
        long early = due - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
          continue;
        }
        ricordo.observeAll(simulation.next(LEARNED_AT_ONCE));
        learned += LEARNED_AT_ONCE;
      }
      seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    double perSecond() {
      return learned / seconds;
    }
  }
}
