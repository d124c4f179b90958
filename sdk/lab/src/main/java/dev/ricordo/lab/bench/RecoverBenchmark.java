package dev.ricordo.lab.bench;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times a start from the journal alone, and compares what was learned with what is replayed: {@code
 * ricordo bench recover}.
 */
/*
 * One instance learns every event and is closed, which writes each memory as a snapshot; only its
 * digest is kept. A second one starts on the same journal without snapshots. What brings a customer's
 * memory and share back is the delivery, once more, of the first event: it changes nothing, but to say
 * so the customer has to be known again.
 */
public final class RecoverBenchmark {

  private static final Slot SLOT = Slot.of("home");
  private static final int COUNT = 10;
  private static final int ANSWERS = 1_000;
  private static final int EVENTS_PER_CALL = 1_000;
  private static final int REPORT_EVERY = 1_000;
  private static final long HOT_BYTES_PER_CUSTOMER = 64 << 10;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final RecoverOptions options;
  private final Journal journal;
  private final SimulatedCrowd crowd;
  private final Base base;
  private final Catalogue catalogue;

  private RecoverBenchmark(RecoverOptions options, Journal journal) {
    this.options = options;
    this.journal = journal;
    crowd = new SimulatedCrowd(options.items(), options.seed());
    base = SimulatedBase.of(options.items(), options.seed());
    catalogue = SimulatedBase.catalogue(options.items());
  }

  /**
   * @param journal empty, and full afterwards
   */
  public static RecoverReport run(RecoverOptions options, Journal journal, Progress progress) {
    return new RecoverBenchmark(options, journal).run(progress);
  }

  /** Keeps of each snapshot its digest alone. */
  private static final class Digests implements Snapshots {

    private final Map<CustomerId, Integer> digests = new ConcurrentHashMap<>();

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      digests.put(customer, Arrays.hashCode(snapshot.bytes()));
    }
  }

  private RecoverReport run(Progress progress) {
    Digests before = new Digests();
    Map<CustomerId, List<Ranking.Answer>> answers = new HashMap<>();
    try (Ricordo ricordo = over(before);
        Progress.Bar bar = progress.start("learning", options.customers())) {
      learn(ricordo, bar);
      answers.putAll(answers(ricordo));
    }
    Digests after = new Digests();
    long start = System.nanoTime();
    try (Ricordo ricordo = over(after)) {
      long sums = System.nanoTime() - start;
      long[] nanos = bringBack(ricordo, progress);
      int differences = differences(answers, answers(ricordo));
      ricordo.close();
      if (nanos.length < options.customers()) {
        before.digests.keySet().retainAll(after.digests.keySet()); // nobody asked for the others
      }
      differences += differences(before.digests, after.digests);
      return report(sums, nanos, differences);
    }
  }

  /** Several customers in one call, which is one transaction of a database. */
  private void learn(Ricordo ricordo, Progress.Bar bar) {
    List<Event> call = new ArrayList<>();
    for (int customer = 0; customer < options.customers(); customer++) {
      call.addAll(crowd.journey(customer, options.events()));
      if (call.size() >= EVENTS_PER_CALL || customer == options.customers() - 1) {
        ricordo.observeAll(call);
        call.clear();
      }
      advance(bar, customer);
    }
  }

  private Ricordo over(Snapshots snapshots) {
    return Ricordo.builder()
        .base(base)
        .catalogue(catalogue)
        .journal(journal)
        .snapshots(snapshots)
        .hotBytes(options.customers() * HOT_BYTES_PER_CUSTOMER)
        .clock(Clock.fixed(SimulatedCrowd.NOW, ZoneOffset.UTC))
        .build();
  }

  private static void advance(Progress.Bar bar, int customer) {
    if (customer % REPORT_EVERY == 0) {
      bar.advance(customer);
    }
  }

  /** The time of each customer, of as many as there is time for. */
  private long[] bringBack(Ricordo ricordo, Progress progress) {
    long[] nanos = new long[options.customers()];
    long limit = options.limit().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    long begin = System.nanoTime();
    int customer = 0;
    try (Progress.Bar bar = progress.start("recovering", options.customers())) {
      while (customer < nanos.length && (customer == 0 || System.nanoTime() - begin < limit)) {
        Event known = crowd.journey(customer, options.events()).get(0);
        long start = System.nanoTime();
        ricordo.observe(known);
        nanos[customer] = System.nanoTime() - start;
        advance(bar, customer++);
      }
    }
    return Arrays.copyOf(nanos, customer);
  }

  private Map<CustomerId, List<Ranking.Answer>> answers(Ricordo ricordo) {
    Map<CustomerId, List<Ranking.Answer>> answers = new HashMap<>();
    for (int i = 0; i < Math.min(ANSWERS, options.customers()); i++) {
      CustomerId customer = SimulatedCrowd.customer(i);
      answers.put(customer, ricordo.recommend(customer, SLOT, COUNT).answers());
    }
    return answers;
  }

  private static <T> int differences(Map<CustomerId, T> before, Map<CustomerId, T> after) {
    int missing = (int) after.keySet().stream().filter(key -> !before.containsKey(key)).count();
    return missing
        + (int)
            before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
  }

  private RecoverReport report(long sums, long[] nanos, int differences) {
    long memories = Arrays.stream(nanos).sum();
    long events = (long) nanos.length * options.events();
    double sumsOfThem = (double) sums * nanos.length / options.customers();
    Arrays.sort(nanos);
    return new RecoverReport(
        "bench recover",
        Code.version(),
        Machine.here("cpu"),
        options.seed(),
        "the heap",
        options.items(),
        nanos.length,
        events,
        sums / NANOS_PER_SECOND,
        memories / NANOS_PER_SECOND,
        events * NANOS_PER_SECOND / (sumsOfThem + memories),
        nanos[nanos.length / 2] / NANOS_PER_MILLI,
        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI,
        differences);
  }
}
