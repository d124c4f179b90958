package dev.ricordo.lab.bench;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoBug;
import dev.ricordo.Slot;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Times decisions about epochs while others are learned from: {@code ricordo bench consolidate}.
 */
/*
 * Each epoch has customers of its own, so that it is always of the same size, and the events that
 * were learned of others meanwhile. The rules are the default ones. Answers are compared with
 * those of an instance that starts anew on the same journal.
 */
public final class ConsolidateBenchmark {

  private static final Slot SLOT = Slot.of("bench");
  private static final int COUNT = 10;
  private static final int MOST_LEARNERS = 1_000;
  private static final int ANSWERED = 20;
  private static final int FEWEST_TIMES = 3;
  private static final int EVENTS_PER_CALL = 1_000;
  private static final String VOTER = "bench";
  private static final double NANOS_PER_MILLI = 1e6;

  private final ConsolidateOptions options;
  private final Journal journal;
  private final Optional<Consumer<Epoch>> count;
  private final Simulation simulation;
  private final Ricordo ricordo;
  private final List<ConsolidateReport.Result> results = new ArrayList<>();
  private int enrolled;

  private ConsolidateBenchmark(
      ConsolidateOptions options, Journal journal, Optional<Consumer<Epoch>> count) {
    this.options = options;
    this.journal = journal;
    this.count = count;
    simulation =
        new Simulation(
            options.items(), Math.min(MOST_LEARNERS, options.customers()), options.seed());
    enrolled = simulation.customers();
    ricordo = fresh();
  }

  /**
   * @param journal empty, and full afterwards
   * @param count counts an epoch's events and customers where they are kept, if it can be asked
   */
  public static ConsolidateReport run(
      ConsolidateOptions options,
      Journal journal,
      Optional<Consumer<Epoch>> count,
      Progress progress) {
    return new ConsolidateBenchmark(options, journal, count).run(progress);
  }

  private Ricordo fresh() {
    return simulation.builder(journal, Snapshots.none()).build();
  }

  private Consolidation consolidation() {
    return ricordo.consolidation();
  }

  private ConsolidateReport run(Progress progress) {
    try (ricordo;
        Progress.Bar bar = progress.start("deciding about epochs", 4)) {
      ricordo.observeAll(simulation.next(simulation.customers()));
      measure("close", time -> visit(), time -> closed());
      bar.advance(1);
      measure("examine", this::forgetOne, time -> consolidation().examine());
      bar.advance(2);
      measure("reject", time -> vote(Verdict.PROMOTED), time -> vote(Verdict.REJECTED));
      measure("promote", time -> vote(Verdict.REJECTED), time -> vote(Verdict.PROMOTED));
      bar.advance(3);
      count.ifPresent(sql -> measure("sql", time -> {}, time -> sql.accept(last())));
      measure("fresh start", time -> {}, time -> fresh().close());
      bar.advance(4);
    }
    return new ConsolidateReport(
        "bench consolidate",
        Code.version(),
        Machine.here("cpu"),
        options.seed(),
        "the heap",
        options.items(),
        results);
  }

  /** Customers who were never here before. */
  private void visit() {
    List<Event> call = new ArrayList<>();
    for (int c = 0; c < options.customers(); c++) {
      call.addAll(simulation.journey(enrolled++, options.events()));
      if (call.size() >= EVENTS_PER_CALL || c == options.customers() - 1) {
        ricordo.observeAll(call);
        call.clear();
      }
    }
  }

  private void closed() {
    if (consolidation().close().isEmpty()) {
      throw new RicordoBug("an epoch with events was not closed");
    }
  }

  /** Somebody of the last epoch; when half of its customers are gone there is another. */
  private void forgetOne(int time) {
    int half = Math.max(1, options.customers() / 2);
    if (time >= half && time % half == 0) {
      visit();
      closed();
    }
    ricordo.forget(customer(enrolled - 1 - time % half));
  }

  private CustomerId customer(int number) {
    return simulation.journey(number, 1).get(0).customer();
  }

  private void vote(Verdict verdict) {
    consolidation().vote(last().number(), verdict, VOTER);
  }

  private Epoch last() {
    List<Epoch> epochs = consolidation().epochs();
    return epochs.get(epochs.size() - 1);
  }

  /** The preparation is not timed, and nothing else is learned meanwhile. */
  private void measure(String path, IntConsumer prepare, IntConsumer call) {
    List<Long> nanos = new ArrayList<>();
    SteadyLearning learning = new SteadyLearning(simulation, ricordo, options.rate());
    long timed = 0;
    while (nanos.size() < FEWEST_TIMES || timed < options.duration().toNanos()) {
      int time = nanos.size();
      prepare.accept(time);
      learning.during(() -> nanos.add(timed(time, call)));
      timed += nanos.get(time);
    }
    results.add(result(path, nanos, learning));
  }

  private static long timed(int time, IntConsumer call) {
    long start = System.nanoTime();
    call.accept(time);
    return System.nanoTime() - start;
  }

  private ConsolidateReport.Result result(String path, List<Long> nanos, SteadyLearning learning) {
    double[] millis = nanos.stream().mapToDouble(n -> n / NANOS_PER_MILLI).sorted().toArray();
    EpochFigures figures = last().figures().orElseThrow();
    return new ConsolidateReport.Result(
        path,
        millis.length,
        figures.contributors(),
        figures.events(),
        learning.perSecond(),
        learning.p99Millis(),
        learning.longestMillis(),
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.99)],
        differences());
  }

  private int differences() {
    try (Ricordo fresh = fresh()) {
      int differences = cells(fresh) == cells(ricordo) ? 0 : 1;
      for (int i = 0; i < ANSWERED; i++) {
        CustomerId customer = customer(i % 2 == 0 ? i % simulation.customers() : enrolled - 1 - i);
        differences += answers(fresh, customer).equals(answers(ricordo, customer)) ? 0 : 1;
      }
      return differences;
    }
  }

  private static long cells(Ricordo of) {
    return of.statistics().collectiveCells();
  }

  private static List<Ranking.Answer> answers(Ricordo of, CustomerId customer) {
    return of.recommend(customer, SLOT, COUNT).answers();
  }
}
