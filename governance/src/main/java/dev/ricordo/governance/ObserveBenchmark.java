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
 * thrown away. Both paths write the same rows into the same tables, an event and its delivery; the observe
 * path besides looks for duplicates and tombstones, keeps the order of each customer, seals, and learns. Its
 * customers are enrolled and the tables analysed before it begins.
 *
 * Measurements take turns: each is warmed up for as long as it is measured, then come five rounds of all of
 * them, so that what the machine and the database do meanwhile touches all alike, and a ratio is one of calls
 * seconds apart.
 */
public final class ObserveBenchmark {

  private static final int BATCH = 100;
  private static final int SOME_CALLERS = 4;
  private static final int CALLERS = 64;

  /** As many connections as the store uses at once, and more than cores. */
  private static final int CONNECTIONS = 8;

  private static final int ROUNDS = 5;
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
   * @param duration of each measurement, in five rounds
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
   * What to measure in one round: held for its time alone, so that no path takes room of another.
   */
  private interface Rounds {
    Round run(Duration duration) throws SQLException;
  }

  /** Something to measure: calls of {@code batch} events, so many of them at once. */
  private record Subject(String path, int batch, int callers, Rounds rounds) {}

  /** What a subject came to in a round. */
  private record Round(double eventsPerSecond, List<Long> nanos) {}

  /**
   * @throws RicordoException if the database cannot be used
   */
  public ObserveReport run(Progress progress) {
    try (BenchTenant tenant = new BenchTenant(database);
        Ricordo ricordo = simulation.over(tenant.store().journal(), tenant.store().snapshots())) {
      enrol(tenant, ricordo);
      List<Subject> subjects = new ArrayList<>();
      for (int callers : new int[] {1, SOME_CALLERS}) {
        subjects.add(jdbc(BATCH, callers, tenant.reference()));
        subjects.add(observe(ricordo, BATCH, callers));
      }
      subjects.add(jdbc(1, CONNECTIONS, tenant.reference()));
      subjects.add(observe(ricordo, 1, CALLERS));
      List<ObserveReport.Result> results = measured(subjects, progress);
      return new ObserveReport("bench observe", Version.TEXT, Machine.here("cpu"), seed, results);
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
  }

  /** All subjects in turns; each observe stands behind the jdbc that it is compared with. */
  private List<ObserveReport.Result> measured(List<Subject> subjects, Progress progress)
      throws SQLException {
    List<List<Round>> rounds = new ArrayList<>();
    int done = 0;
    try (Progress.Bar bar = progress.start("observe", (ROUNDS + 1L) * subjects.size())) {
      for (Subject subject : subjects) {
        subject.rounds().run(duration);
        rounds.add(new ArrayList<>());
        bar.advance(++done);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < subjects.size(); i++) {
          rounds.get(i).add(subjects.get(i).rounds().run(duration.dividedBy(ROUNDS)));
          bar.advance(++done);
        }
      }
    }
    List<ObserveReport.Result> results = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      List<Round> reference = i % 2 == 0 ? rounds.get(i) : rounds.get(i - 1);
      results.add(result(subjects.get(i), rounds.get(i), reference));
    }
    return results;
  }

  private static ObserveReport.Result result(
      Subject subject, List<Round> rounds, List<Round> reference) {
    double[] rates = rounds.stream().mapToDouble(Round::eventsPerSecond).sorted().toArray();
    double[] ratios = new double[rounds.size()];
    Arrays.setAll(
        ratios, i -> rounds.get(i).eventsPerSecond() / reference.get(i).eventsPerSecond());
    Arrays.sort(ratios);
    long[] nanos =
        rounds.stream().flatMap(r -> r.nanos().stream()).mapToLong(n -> n).sorted().toArray();
    return new ObserveReport.Result(
        subject.path(),
        subject.batch(),
        subject.callers(),
        rates[rates.length / 2],
        rates[0],
        rates[rates.length - 1],
        ratios[ratios.length / 2],
        nanos[nanos.length / 2] / NANOS_PER_MICRO,
        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MICRO);
  }

  /** Everybody's first event, and the statistics that a database in use has. */
  private void enrol(BenchTenant tenant, Ricordo ricordo) {
    for (int from = 0; from < simulation.customers(); from += ENROLLED_AT_ONCE) {
      ricordo.observeAll(
          simulation.next(Math.min(ENROLLED_AT_ONCE, simulation.customers() - from)));
    }
    tenant.analyze();
  }

  private Subject observe(Ricordo ricordo, int batch, int callers) {
    Call call = caller -> ricordo.observeAll(simulation.next(batch));
    return new Subject("observe", batch, callers, time -> round(batch, callers, call, time));
  }

  private Subject jdbc(int batch, int callers, String tenant) {
    return new Subject("jdbc", batch, callers, time -> jdbcRound(batch, callers, tenant, time));
  }

  private Round jdbcRound(int batch, int callers, String tenant, Duration duration)
      throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < callers; i++) {
        Connection connection = database.getConnection();
        connections.add(connection);
        connection.setAutoCommit(false);
      }
      return round(
          batch, callers, caller -> insert(connections.get(caller), batch, tenant), duration);
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

  private static Round round(int batch, int callers, Call call, Duration duration)
      throws SQLException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long start = System.nanoTime();
      List<Long> nanos = together(threads, callers, call, duration);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      return new Round(nanos.size() * (double) batch / seconds, nanos);
    } finally {
      threads.shutdown();
    }
  }

  /** The times of all calls. */
  private static List<Long> together(
      ExecutorService threads, int callers, Call call, Duration duration) throws SQLException {
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
    return nanos;
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
