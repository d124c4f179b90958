package dev.ricordo.lab.bench;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.Transitions;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.memory.RecentItems;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Lets the shared sums grow by powers of ten, on one thread, beside plain hash maps: {@code ricordo
 * bench collective}.
 */
/*
 * Customers are drawn again when they are taken out, so that nothing but the sums is kept. That nothing is
 * pruned is seen from the total of all changes, which must be the total of all cells. That taking out is
 * exact is seen cell by cell: those that the customers are in must hold what is left, and a digest of all
 * others, a sum over the cells, must be as before.
 */
public final class CollectiveBenchmark {

  private static final int PER_CUSTOMER = 50;
  private static final int SAMPLES = 50_000;
  private static final int TAKEN_OUT = 20;
  private static final int BLOCK = 16;
  private static final long SMALLEST = 1_000;
  private static final int SIZES = 3;
  private static final long CHECK_EVERY = 1 << 16;
  private static final double SAFE = 0.85;

  /** A cell of the hash maps takes three times as much. */
  private static final long HASH_MAP_CELLS = 3;

  private static final double NANOS_PER_MICRO = 1e3;

  private final CollectiveOptions options;
  private final SimulatedCrowd crowd;
  private final CollectiveSums sums =
      new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
  private final long[] samples = new long[SAMPLES];
  private final Total told = new Total();
  private final long before = usedBytes();
  private int customers;
  private long events;

  private CollectiveBenchmark(CollectiveOptions options) {
    this.options = options;
    crowd = new SimulatedCrowd(options.items(), options.seed());
  }

  /** Measures the hash maps at the smallest size, and the sums at all sizes. */
  public static CollectiveReport run(CollectiveOptions options, Progress progress) {
    return new CollectiveBenchmark(options).run(progress);
  }

  private CollectiveReport run(Progress progress) {
    List<CollectiveReport.Result> results = new ArrayList<>();
    String stopped = "";
    try (Progress.Bar bar = progress.start("bench collective", options.events())) {
      for (long size : sizes()) {
        stopped = grow(size, bar);
        if (!stopped.isEmpty()) {
          break;
        }
        results.add(result());
      }
    }
    if (stopped.isEmpty() && !fits(sums.cells() + HASH_MAP_CELLS * results.get(0).cells())) {
      stopped = tooSmall("hash maps beside the sums");
    }
    if (stopped.isEmpty()) {
      results.add(hashMaps(sizes().get(0)));
    }
    return new CollectiveReport(
        "bench collective",
        Code.version(),
        Machine.here("cpu"),
        options.seed(),
        options.items(),
        customers,
        stopped,
        results);
  }

  /** The size that was asked for, and a tenth of each down to the smallest; three at most. */
  private List<Long> sizes() {
    List<Long> sizes = new ArrayList<>();
    long size = options.events();
    while (size >= SMALLEST && sizes.size() < SIZES) {
      sizes.add(0, size);
      size /= 10;
    }
    return sizes;
  }

  /** Learns until there are so many events; says why if that cannot be. */
  private String grow(long size, Progress.Bar bar) {
    while (events < size) {
      if (events % CHECK_EVERY < PER_CUSTOMER) {
        bar.advance(events);
        if (!fits(sums.cells())) {
          return tooSmall(size + " events");
        }
      }
      learn(customers++);
      events += PER_CUSTOMER;
    }
    return "";
  }

  private static boolean fits(long cells) {
    return cells * CollectiveSums.BYTES_PER_CELL < SAFE * Runtime.getRuntime().maxMemory();
  }

  private String tooSmall(String what) {
    return String.format(
        Locale.ROOT,
        "heap: %d MiB are too small for %s, %d cells came from %d; set"
            + " JDK_JAVA_OPTIONS=-Xmx with more, such as -Xmx16g",
        Runtime.getRuntime().maxMemory() >> 20,
        what,
        sums.cells(),
        events);
  }

  private void learn(int customer) {
    learn(customer, (long) customer * PER_CUSTOMER, new Both(sums, told));
  }

  private void learn(int customer, long first, Changes changes) {
    Contribution share = sums.emptyContribution();
    long event = first;
    for (SimulatedCrowd.Step step : crowd.steps(customer, PER_CUSTOMER)) {
      long start = System.nanoTime();
      share.observe(step.item(), step.kind(), step.second(), changes);
      samples[(int) (event++ % SAMPLES)] = System.nanoTime() - start;
    }
  }

  /** Tells two. */
  private record Both(Changes first, Changes second) implements Changes {

    @Override
    public void step(long epoch, int from, int to, long amount, int more) {
      first.step(epoch, from, to, amount, more);
      second.step(epoch, from, to, amount, more);
    }

    @Override
    public void categoryStep(long epoch, int from, int to, long amount, int more) {
      first.categoryStep(epoch, from, to, amount, more);
    }

    @Override
    public void item(long epoch, int item, int more) {
      first.item(epoch, item, more);
    }
  }

  /** The sum of all steps. */
  private static final class Total implements Changes {
    private long amount;

    @Override
    public void step(long epoch, int from, int to, long more, int customers) {
      amount += more;
    }

    @Override
    public void categoryStep(long epoch, int from, int to, long more, int customers) {}

    @Override
    public void item(long epoch, int item, int customers) {}
  }

  private CollectiveReport.Result result() {
    Percentiles update = percentiles((int) Math.min(events, SAMPLES), 1);
    long heap = Math.max(0, usedBytes() - before);
    long[] kept = new long[1];
    sums.transitions().forEach((epoch, from, to, amount, more) -> kept[0] += amount);
    Percentiles cells = lookUps(sums.transitions()::count);
    Percentiles rows = reads();
    return new CollectiveReport.Result(
        "sums",
        events,
        sums.cells(),
        heap,
        (double) heap / sums.cells(),
        update.p50() / NANOS_PER_MICRO,
        update.p99() / NANOS_PER_MICRO,
        cells.p50(),
        cells.p99(),
        rows.p50() / NANOS_PER_MICRO,
        rows.p99() / NANOS_PER_MICRO,
        told.amount - kept[0],
        takeOut());
  }

  /** The same changes in plain hash maps. */
  private CollectiveReport.Result hashMaps(long size) {
    long heapBefore = usedBytes();
    HashMaps maps = new HashMaps();
    int some = (int) (size / PER_CUSTOMER);
    for (int customer = 0; customer < some; customer++) {
      learn(customer, (long) customer * PER_CUSTOMER, maps);
    }
    Percentiles update = percentiles((int) Math.min(size, SAMPLES), 1);
    long heap = Math.max(0, usedBytes() - heapBefore);
    long cells = maps.from.values().stream().mapToLong(Map::size).sum();
    Percentiles lookUps = lookUps(maps);
    return new CollectiveReport.Result(
        "hash-map",
        (long) some * PER_CUSTOMER,
        cells,
        heap,
        (double) heap / cells,
        update.p50() / NANOS_PER_MICRO,
        update.p99() / NANOS_PER_MICRO,
        lookUps.p50(),
        lookUps.p99(),
        0,
        0,
        0,
        0);
  }

  /** Amounts by row and by column. */
  private static final class HashMaps implements Changes, Cells {
    private final Map<Integer, Map<Long, Long>> from = new HashMap<>();
    private final Map<Integer, Map<Long, Long>> to = new HashMap<>();

    @Override
    public void step(long epoch, int origin, int item, long amount, int customers) {
      from.computeIfAbsent(origin, row -> new HashMap<>()).merge((long) item, amount, Long::sum);
      to.computeIfAbsent(item, row -> new HashMap<>()).merge((long) origin, amount, Long::sum);
    }

    @Override
    public void categoryStep(long epoch, int origin, int target, long amount, int customers) {}

    @Override
    public void item(long epoch, int item, int customers) {}

    @Override
    public long count(int origin, int item) {
      return from.getOrDefault(origin, Map.of()).getOrDefault((long) item, 0L);
    }
  }

  private record Percentiles(double p50, double p99) {}

  private Percentiles percentiles(int size, int calls) {
    long[] sorted = Arrays.copyOf(samples, size);
    Arrays.sort(sorted);
    return new Percentiles(
        (double) sorted[size / 2] / calls, (double) sorted[(int) (size * 0.99)] / calls);
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Cells between the items of a customer, in blocks: a clock takes as long as a look-up. */
  private Percentiles lookUps(Cells cells) {
    int[] items = new int[2 * BLOCK * 1_000];
    Random random = new Random(options.seed());
    for (int filled = 0; filled < items.length; ) {
      for (SimulatedCrowd.Step step : steps(random)) {
        if (filled < items.length) {
          items[filled++] = step.item();
        }
      }
    }
    int size = 0;
    long found = 0;
    for (int round = 0; round < 10; round++) {
      for (int from = 0; from < items.length; from += 2 * BLOCK) {
        long start = System.nanoTime();
        for (int i = from; i < from + 2 * BLOCK; i += 2) {
          found += cells.count(items[i], items[i + 1]);
        }
        samples[size++] = System.nanoTime() - start;
      }
    }
    if (found == 0) {
      throw new RicordoBug("steps of customers are in no cell");
    }
    return percentiles(size, BLOCK);
  }

  /** Looks a cell up. */
  @FunctionalInterface
  private interface Cells {
    long count(int from, int to);
  }

  private List<SimulatedCrowd.Step> steps(Random random) {
    return crowd.steps(random.nextInt(customers), PER_CUSTOMER);
  }

  private Percentiles reads() {
    Random random = new Random(options.seed());
    double[] scores = new double[options.items()];
    double[] weights = new double[Transitions.WINDOW];
    Arrays.fill(weights, 1);
    int size = 0;
    while (size < 2_000) {
      RecentItems recent = new RecentItems();
      steps(random).forEach(step -> recent.push(step.item(), step.second()));
      long start = System.nanoTime();
      sums.transitions().score(recent, weights, weights, scores);
      samples[size++] = System.nanoTime() - start;
    }
    return percentiles(size, 1);
  }

  /** Takes customers out and adds them again; how many cells are not what they should be. */
  private long takeOut() {
    List<Contribution> shares = new ArrayList<>();
    Map<Long, long[]> touched = new HashMap<>();
    for (int i = 0; i < Math.min(TAKEN_OUT, customers); i++) {
      Contribution share = share((int) ((long) i * customers / TAKEN_OUT));
      shares.add(share);
      share.forEach(new Touching(touched));
    }
    Map<Long, long[]> present = new HashMap<>();
    long others = digest(touched, present);
    shares.forEach(sums::subtract);
    Map<Long, long[]> left = new HashMap<>();
    long differing = digest(touched, left) == others ? 0 : 1;
    for (Map.Entry<Long, long[]> cell : touched.entrySet()) {
      long[] was = present.getOrDefault(cell.getKey(), new long[2]);
      long[] is = left.getOrDefault(cell.getKey(), new long[2]);
      boolean right = is[0] == was[0] - cell.getValue()[0] && is[1] == was[1] - cell.getValue()[1];
      differing += right ? 0 : 1;
    }
    shares.forEach(sums::add);
    Map<Long, long[]> again = new HashMap<>();
    differing += digest(touched, again) == others ? 0 : 1;
    for (Map.Entry<Long, long[]> cell : present.entrySet()) {
      differing += Arrays.equals(cell.getValue(), again.get(cell.getKey())) ? 0 : 1;
    }
    return differing + Math.abs(again.size() - present.size());
  }

  private Contribution share(int customer) {
    Contribution share = sums.emptyContribution();
    crowd
        .steps(customer, PER_CUSTOMER)
        .forEach(step -> share.observe(step.item(), step.kind(), step.second(), Changes.IGNORED));
    return share;
  }

  /** Adds up what shares hold of each cell: amount and customers. */
  private record Touching(Map<Long, long[]> cells) implements Changes {

    @Override
    public void step(long epoch, int from, int to, long amount, int more) {
      long[] cell = cells.computeIfAbsent(key(from, to), key -> new long[2]);
      cell[0] += amount;
      cell[1] += more;
    }

    @Override
    public void categoryStep(long epoch, int from, int to, long amount, int more) {}

    @Override
    public void item(long epoch, int item, int more) {}
  }

  private static long key(int from, int to) {
    return (long) from << 32 | to;
  }

  /** Of all cells but the touched ones, which are collected. */
  private long digest(Map<Long, long[]> touched, Map<Long, long[]> collected) {
    long[] digest = new long[1];
    sums.transitions()
        .forEach(
            (epoch, from, to, amount, more) -> {
              if (touched.containsKey(key(from, to))) {
                collected.put(key(from, to), new long[] {amount, more});
              } else {
                digest[0] += mixed(mixed(mixed(key(from, to)) + amount) + more);
              }
            });
    return digest[0];
  }

  /** SplitMix64's finaliser. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
