package dev.ricordo.governance;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.Simulation;
import dev.ricordo.lab.bench.SteadyLearning;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Snapshots;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Measures forgetting on PostgreSQL while others are learned from at a constant rate: {@code
 * ricordo bench forget}.
 */
/*
 * The same customers lose the events of one item first, then everything; as many others lose the same
 * with a certificate: read before and after, entered in a ledger, and proved. Some more are erased
 * through another store on the same rows, as a command beside a running shop does it.
 */
public final class ForgetBenchmark {

  private static final int LEARNERS = 1_000;
  private static final int ANSWERED = 50;
  private static final int MOST_ELSEWHERE = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int COUNT = 10;
  private static final Slot SLOT = Slot.of("bench");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long NAP_NANOS = 1_000_000;

  /** Certifies erasures, as {@code ricordo forget --certificate} does. */
  public interface Certification extends AutoCloseable {

    /**
     * @param received when the request came
     * @param keys subjects whose keys the vault has destroyed for it
     */
    void certify(CustomerId customer, Instant received, Forgotten done, List<UUID> keys, Base base);

    @Override
    void close();
  }

  private final DataSource database;
  private final Function<Path, Certification> certifying;
  private final Base base;
  private final Simulation simulation;
  private final List<List<Event>> journeys = new ArrayList<>();
  private final int customers;
  private final int elsewhere;
  private final int events;
  private final int rate;
  private final long limit;
  private final long seed;

  /**
   * @param database whose schema is up to date
   * @param certifying opens a ledger in a folder that is thrown away
   * @param customers to forget, and to forget with a certificate, 1 or more
   * @param events of each, 1 or more
   * @param rate events per second to learn meanwhile, 0 for none
   * @param limit each measurement takes so long at most; all customers' if empty
   * @throws IllegalArgumentException naming what is out of range
   */
  public ForgetBenchmark(
      DataSource database,
      Function<Path, Certification> certifying,
      int items,
      int customers,
      int events,
      int rate,
      Optional<Duration> limit,
      long seed) {
    require("customers", customers, 1);
    require("events", events, 1);
    require("rate", rate, 0);
    this.database = database;
    this.certifying = certifying;
    this.customers = customers;
    this.events = events;
    this.rate = rate;
    this.limit = limit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    this.seed = seed;
    simulation = new Simulation(items, LEARNERS, seed);
    base = Simulation.base(items, seed);
    elsewhere = Math.min(customers, MOST_ELSEWHERE);
    for (int c = 0; c < 2 * customers + elsewhere; c++) {
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
    try (Progress.Bar bar = progress.start("forget", 7);
        BenchTenant tenant = new BenchTenant(database);
        Certification certification = certifying.apply(tenant.folder().resolve("ledger"));
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
      Certified certified = new Certified(tenant, ricordo, certification);
      results.add(
          measure(
              "selective, certified",
              tenant,
              ricordo,
              c -> certified.forget(customers + c, Optional.of(middle(customers + c)))));
      bar.advance(5);
      results.add(
          measure(
              "full, certified",
              tenant,
              ricordo,
              c -> certified.forget(customers + c, Optional.empty())));
      bar.advance(6);
      results.add(measureElsewhere(tenant, ricordo));
      bar.advance(7);
    } catch (SQLException e) {
      throw new RicordoException("bench: the database failed, SQLSTATE " + e.getSQLState());
    }
    return new ForgetBenchReport("bench forget", Version.TEXT, Machine.here("cpu"), seed, results);
  }

  private void learnAll(Ricordo ricordo) {
    for (int c = 0; c < journeys.size(); c++) {
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
    requireSome(ricordo.forget(customer(number), middle(number)).events());
  }

  /** The events of an item from the middle of a customer's journey. */
  private Scope middle(int number) {
    List<Event> journey = journey(number);
    return Scope.builder().item(journey.get(journey.size() / 2).item()).build();
  }

  private static void requireSome(long events) {
    if (events == 0) {
      throw new RicordoException("bench: nothing was forgotten");
    }
  }

  /** Forgets through an instance that is learning, looks whether it is so, and certifies it. */
  private final class Certified {

    private final BenchTenant tenant;
    private final Certification certification;
    private final ForgetCustomer act;

    /** For erasures of before: the clock of a simulation stands still, so times tell nothing. */
    private final Set<UUID> destroyed;

    Certified(BenchTenant tenant, Ricordo ricordo, Certification certification) {
      this.tenant = tenant;
      this.certification = certification;
      destroyed = tenant.keysDestroyed();
      Journal journal = new ErasedBy(tenant.store().journal(), ricordo);
      act =
          new ForgetCustomer(
              new KeepingJournal(journal, Evidence.none()), Optional.of(base), Clock.systemUTC());
    }

    void forget(int number, Optional<Scope> scope) {
      Instant received = Instant.now();
      Forgotten done = act.forget(customer(number), scope);
      requireSome(done.events());
      Set<UUID> keys = tenant.keysDestroyed();
      keys.removeAll(destroyed);
      destroyed.addAll(keys);
      certification.certify(customer(number), received, done, List.copyOf(keys), base);
    }
  }

  /** A journal whose erasures go through the instance that learns from it; nobody is held. */
  private static final class ErasedBy extends ForwardingJournal {

    private final Ricordo ricordo;

    ErasedBy(Journal journal, Ricordo ricordo) {
      super(journal);
      this.ricordo = ricordo;
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return ricordo.forget(customer).events();
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      Scope.Builder scope = Scope.builder();
      events.forEach(scope::event);
      return ricordo.forget(customer, scope.build()).events();
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
    SteadyLearning learning = new SteadyLearning(simulation, ricordo, rate);
    long[] nanos = timed(learning, customers, forgetting);
    return result(path, nanos, learning, differences(tenant, ricordo));
  }

  /**
   * Another process erases, and the instance that learns follows: timed is how long it goes on
   * answering the customer as somebody.
   */
  private ForgetBenchReport.Result measureElsewhere(BenchTenant tenant, Ricordo ricordo)
      throws SQLException {
    SteadyLearning learning = new SteadyLearning(simulation, ricordo, rate);
    try (PostgresStore other = tenant.openAgain()) {
      long[] nanos =
          timed(learning, elsewhere, c -> eraseElsewhere(other, ricordo, 2 * customers + c));
      Instant last = Instant.now().plus(PATIENCE);
      int differences = differences(tenant, ricordo);
      while (differences > 0 && Instant.now().isBefore(last)) {
        differences = differences(tenant, ricordo); // the sums are folded anew meanwhile
      }
      return result("full, elsewhere", nanos, learning, differences);
    }
  }

  private void eraseElsewhere(PostgresStore other, Ricordo ricordo, int number) {
    KeepingJournal erasing = new KeepingJournal(other.journal(), Evidence.none());
    requireSome(erasing.erase(customer(number), Instant.now()));
    while (ricordo.recommend(customer(number), SLOT, COUNT).position() > 0) {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** The time of each, of as many as there is time for. */
  private long[] timed(SteadyLearning learning, int most, Forgetting forgetting)
      throws SQLException {
    long[] times = new long[most];
    int[] forgotten = new int[1];
    learning.during(
        () -> {
          long begin = System.nanoTime();
          for (int c = 0; c < most && (c == 0 || System.nanoTime() - begin < limit); c++) {
            long start = System.nanoTime();
            forgetting.forget(c);
            times[c] = System.nanoTime() - start;
            forgotten[0]++;
          }
        });
    return Arrays.copyOf(times, forgotten[0]);
  }

  private ForgetBenchReport.Result result(
      String path, long[] nanos, SteadyLearning learning, int differences) {
    Arrays.sort(nanos);
    return new ForgetBenchReport.Result(
        path,
        nanos.length,
        events,
        learning.perSecond(),
        learning.p99Millis(),
        learning.longestMillis(),
        nanos[nanos.length / 2] / NANOS_PER_MILLI,
        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI,
        differences);
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
}
