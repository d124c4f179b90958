package dev.ricordo.governance;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Measures what very many customers' sealed snapshots cost, and how fast one of them is read:
 * {@code ricordo bench snapshots}.
 */
/*
 * Works for a tenant of its own, whose rows are removed at the end. Each customer has one event in
 * the journal and, in the same format that a shop writes, the memory of one of a few hundred
 * customers who had fifty: sealed bytes do not compress, so repeating them makes nothing smaller.
 * Sizes are what the tables have grown by.
 */
public final class SnapshotBenchmark {

  private static final int MODELS = 200;
  private static final int EVENTS = 50;
  private static final int AT_ONCE = 1_000;
  private static final int READS = 5_000;
  private static final int COUNT = 12;
  private static final Slot HOME = Slot.of("home");
  private static final String SNAPSHOT_TABLE = "select pg_table_size('ricordo.snapshot')";
  private static final String SNAPSHOT_INDEX = "select pg_indexes_size('ricordo.snapshot')";
  private static final String ALL_TABLES =
      "select sum(pg_total_relation_size(c.oid)) from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = 'ricordo' and c.relkind = 'r'";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final DataSource database;
  private final int items;
  private final int customers;
  private final long hotBytes;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param customers 1 or more
   * @param hotBytes for hot memories while answers are given
   */
  public SnapshotBenchmark(
      DataSource database, int items, int customers, long hotBytes, long seed) {
    if (customers < 1) {
      throw new IllegalArgumentException("customers: must be at least 1, is " + customers);
    }
    this.database = database;
    this.items = items;
    this.customers = customers;
    this.hotBytes = hotBytes;
    this.seed = seed;
  }

  /** How long two kinds of writing took. */
  private record Written(long enrolNanos, long snapshotNanos) {}

  /**
   * @throws RicordoException if the database cannot be used
   */
  public SnapshotReport run(Progress progress) {
    Simulation simulation = new Simulation(items, MODELS, seed);
    List<byte[]> memories = memories(simulation);
    try (BenchTenant tenant = new BenchTenant(database)) {
      long table = tenant.number(SNAPSHOT_TABLE);
      long index = tenant.number(SNAPSHOT_INDEX);
      long all = tenant.number(ALL_TABLES);
      Written written = write(tenant, memories, progress);
      tenant.analyze();
      long tableGrown = tenant.number(SNAPSHOT_TABLE) - table;
      long indexGrown = tenant.number(SNAPSHOT_INDEX) - index;
      long allGrown = tenant.number(ALL_TABLES) - all;
      long[] reads =
          timed(customer -> tenant.store().snapshots().find(customer).orElseThrow(), progress);
      return answered(
          simulation,
          tenant,
          progress,
          new SnapshotReport(
              "bench snapshots",
              Version.TEXT,
              Machine.here("cpu"),
              seed,
              customers,
              memories.stream().mapToLong(bytes -> bytes.length).sum() / memories.size(),
              tableGrown / (double) customers,
              indexGrown / (double) customers,
              (allGrown - tableGrown - indexGrown) / (double) customers,
              tenant.vaultBytes() / (double) customers,
              customers * NANOS_PER_SECOND / written.enrolNanos,
              customers * NANOS_PER_SECOND / written.snapshotNanos,
              micros(reads, 0.5),
              micros(reads, 0.99),
              0,
              0,
              0,
              0,
              hotBytes,
              0));
    }
  }

  /** Snapshots as a shop writes them when it stops. */
  private static List<byte[]> memories(Simulation simulation) {
    Map<CustomerId, byte[]> kept = new ConcurrentHashMap<>();
    Snapshots keeping =
        new Snapshots() {
          @Override
          public Optional<Snapshot> find(CustomerId customer) {
            return Optional.empty();
          }

          @Override
          public void put(CustomerId customer, Snapshot snapshot) {
            kept.put(customer, snapshot.bytes());
          }
        };
    try (Ricordo ricordo = simulation.over(Journal.inMemory(), keeping)) {
      for (int i = 0; i < EVENTS; i++) {
        ricordo.observeAll(simulation.next(MODELS));
      }
    }
    return List.copyOf(kept.values());
  }

  private Written write(BenchTenant tenant, List<byte[]> memories, Progress progress) {
    long enrol = 0;
    long snapshot = 0;
    try (Progress.Bar bar = progress.start("snapshots", customers)) {
      for (int from = 0; from < customers; from += AT_ONCE) {
        List<Event> events = events(from, Math.min(customers, from + AT_ONCE));
        long start = System.nanoTime();
        List<Appended> appended = tenant.store().journal().append(events);
        long enrolled = System.nanoTime();
        tenant.store().snapshots().putAll(snapshots(events, appended, memories));
        enrol += enrolled - start;
        snapshot += System.nanoTime() - enrolled;
        bar.advance(from + events.size());
      }
    }
    return new Written(enrol, snapshot);
  }

  private List<Event> events(int from, int to) {
    Instant now = Instant.now();
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(Event.viewed(customer(i), ItemId.of("i" + i % items), now));
    }
    return events;
  }

  private static CustomerId customer(int number) {
    return CustomerId.of("c" + number);
  }

  private static Map<CustomerId, Snapshot> snapshots(
      List<Event> events, List<Appended> appended, List<byte[]> memories) {
    Map<CustomerId, Snapshot> snapshots = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      if (appended.get(i) instanceof Appended.Accepted accepted) {
        byte[] memory = memories.get(i % memories.size());
        snapshots.put(events.get(i).customer(), new Snapshot(accepted.position(), memory));
      }
    }
    return snapshots;
  }

  /** The times of calls for random customers, sorted. */
  private long[] timed(Function<CustomerId, Object> call, Progress progress) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] nanos = new long[READS];
    try (Progress.Bar bar = progress.start("reading", READS)) {
      for (int i = -READS / 10; i < READS; i++) { // the first warm up
        CustomerId customer = customer(random.nextInt(customers));
        long start = System.nanoTime();
        Objects.requireNonNull(call.apply(customer));
        nanos[Math.max(i, 0)] = System.nanoTime() - start;
        bar.advance(Math.max(i, 0));
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static double micros(long[] sorted, double share) {
    return sorted[(int) (sorted.length * share)] / NANOS_PER_MICRO;
  }

  /** Starts on these customers and answers random ones, few of whom are hot. */
  private SnapshotReport answered(
      Simulation simulation, BenchTenant tenant, Progress progress, SnapshotReport report) {
    long heap = usedHeap();
    long start = System.nanoTime();
    try (Ricordo ricordo =
        simulation.over(tenant.store().journal(), tenant.store().snapshots(), hotBytes)) {
      double startSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      long grown = usedHeap() - heap;
      long[] nanos = timed(customer -> ricordo.recommend(customer, HOME, COUNT), progress);
      return report.answering(
          startSeconds,
          grown,
          micros(nanos, 0.5),
          micros(nanos, 0.99),
          ricordo.statistics().hotMemories());
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
