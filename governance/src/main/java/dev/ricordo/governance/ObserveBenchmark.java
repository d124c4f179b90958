package dev.ricordo.governance;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Measures {@link Ricordo#observeAll} until the events are durable, beside plain JDBC: {@code
 * ricordo bench observe}.
 */
/*
 * Works for a tenant of its own, whose rows are removed at the end, with keys in a folder that is
 * thrown away. Both paths write the same rows into the same tables, an event and its delivery; the observe path besides looks for duplicates and tombstones, keeps the order of each
 * customer, seals, and learns. Its customers are enrolled and the tables analysed before it begins.
 */
public final class ObserveBenchmark {

  private static final int BATCH = 100;
  private static final int SOME_CALLERS = 4;
  private static final int CALLERS = 64;
  private static final int ENROLLED_AT_ONCE = 1_000;
  static final int PAYLOAD_BYTES = 180;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final DataSource database;
  private final Duration duration;
  private final Simulation simulation;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param duration of each measurement
   */
  public ObserveBenchmark(
      DataSource database, int items, int customers, Duration duration, long seed) {
    this.database = database;
    this.duration = duration;
    this.seed = seed;
    simulation = new Simulation(items, customers, seed);
  }

  /** One call of one caller. */
  private interface Call {
    void run(int caller) throws SQLException;
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public ObserveReport run(Progress progress) {
    List<ObserveReport.Result> results = new ArrayList<>();
    try (Progress.Bar bar = progress.start("observe", 6);
        BenchTenant tenant = new BenchTenant(database);
        Ricordo ricordo = simulation.over(tenant.store().journal(), tenant.store().snapshots())) {
      enrol(tenant, ricordo);
      results.add(jdbc(BATCH, 1, tenant.reference()));
      bar.advance(1);
      results.add(jdbc(BATCH, SOME_CALLERS, tenant.reference()));
      bar.advance(2);
      results.add(jdbc(1, CALLERS, tenant.reference()));
      bar.advance(3);
      results.add(observe(ricordo, BATCH, 1));
      bar.advance(4);
      results.add(observe(ricordo, BATCH, SOME_CALLERS));
      bar.advance(5);
      results.add(observe(ricordo, 1, CALLERS));
      bar.advance(6);
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
    return new ObserveReport("bench observe", Version.TEXT, Machine.here("cpu"), seed, results);
  }

  /** Everybody's first event, and the statistics that a database in use has. */
  private void enrol(BenchTenant tenant, Ricordo ricordo) {
    for (int from = 0; from < simulation.customers(); from += ENROLLED_AT_ONCE) {
      ricordo.observeAll(
          simulation.next(Math.min(ENROLLED_AT_ONCE, simulation.customers() - from)));
    }
    tenant.analyze();
  }

  private ObserveReport.Result observe(Ricordo ricordo, int batch, int callers)
      throws SQLException {
    return measure("observe", batch, callers, caller -> ricordo.observeAll(simulation.next(batch)));
  }

  private ObserveReport.Result jdbc(int batch, int callers, String tenant) throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      int most = Math.min(callers, 8); // as many as the store uses at once, and more than cores
      for (int i = 0; i < most; i++) {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        connections.add(connection);
      }
      return measure("jdbc", batch, most, caller -> insert(connections.get(caller), batch, tenant));
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static void insert(Connection connection, int batch, String tenant) throws SQLException {
    try (PreparedStatement deliveries =
            connection.prepareStatement(
                "insert into ricordo.delivery (tenant, digest) values (?, ?)");
        PreparedStatement events =
            connection.prepareStatement(
                "insert into ricordo.event (subject, position, tenant, digest, accepted_at, format,"
                    + " payload) values (?, ?, ?, ?, now(), ?, ?)")) {
      for (int i = 0; i < batch; i++) {
        UUID digest = UUID.randomUUID();
        deliveries.setString(1, tenant);
        deliveries.setObject(2, digest);
        deliveries.addBatch();
        events.setObject(1, UUID.randomUUID());
        events.setLong(2, i + 1L);
        events.setString(3, tenant);
        events.setObject(4, digest);
        events.setShort(5, (short) 2);
        events.setBytes(6, new byte[PAYLOAD_BYTES]);
        events.addBatch();
      }
      deliveries.executeBatch();
      events.executeBatch();
      connection.commit();
    }
  }

  private ObserveReport.Result measure(String path, int batch, int callers, Call call)
      throws SQLException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      together(threads, callers, call, duration.dividedBy(4)); // warm-up
      long start = System.nanoTime();
      long[] nanos = together(threads, callers, call, duration);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      Arrays.sort(nanos);
      return new ObserveReport.Result(
          path,
          batch,
          callers,
          nanos.length * (double) batch / seconds,
          nanos[nanos.length / 2] / NANOS_PER_MICRO,
          nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MICRO);
    } finally {
      threads.shutdown();
    }
  }

  /** The times of all calls. */
  private static long[] together(ExecutorService threads, int callers, Call call, Duration duration)
      throws SQLException {
    List<Future<List<Long>>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      Callable<List<Long>> calls = () -> calls(caller, call, duration.toNanos());
      running.add(threads.submit(calls));
    }
    List<Long> nanos = new ArrayList<>();
    for (Future<List<Long>> one : running) {
      nanos.addAll(result(one));
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> calls(int caller, Call call, long nanos) throws SQLException {
    List<Long> times = new ArrayList<>();
    long start = System.nanoTime();
    long before = start;
    do {
      call.run(caller);
      long after = System.nanoTime();
      times.add(after - before);
      before = after;
    } while (before - start < nanos);
    return times;
  }

  private static List<Long> result(Future<List<Long>> calls) throws SQLException {
    try {
      return calls.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RicordoException("bench: interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new RicordoException("bench: a call failed", e);
    }
  }
}
