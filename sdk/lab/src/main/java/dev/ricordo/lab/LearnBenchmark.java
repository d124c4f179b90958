package dev.ricordo.lab;

import com.sun.management.ThreadMXBean;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.djl.AcceleratedMemory;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.History;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times the learning of events: {@code ricordo bench learn}. The certified path stands beside the
 * accelerated one in the same run.
 */
public final class LearnBenchmark {

  private static final int ITEMS = 10_000;
  private static final int CUSTOMERS = 1_000;
  private static final int WARM_UP = 50_000;
  private static final int MAX_SAMPLES = 1 << 20;
  private static final int ACCELERATED_HISTORY = 50;
  private static final int[] HISTORY_LENGTHS = {10, 1_000, 100_000};
  private static final int[] BATCHES = {1, 1_024};
  private static final EventKind[] KINDS = EventKind.values();

  private final LearnOptions options;
  private final Weights weights;
  private final long[] samples = new long[MAX_SAMPLES];

  private LearnBenchmark(LearnOptions options) {
    this.options = options;
    weights = BaseTrainer.initial(Shape.DEFAULT, ITEMS, options.seed());
  }

  /** Measures both paths. */
  public static LearnReport run(LearnOptions options, Progress progress) {
    LearnBenchmark benchmark = new LearnBenchmark(options);
    List<LearnReport.Result> results = new ArrayList<>();
    String device;
    int steps = HISTORY_LENGTHS.length + BATCHES.length;
    try (Progress.Bar bar = progress.start("bench learn", steps);
        AcceleratedMemory memory = new AcceleratedMemory(benchmark.weights, options.device())) {
      for (int length : HISTORY_LENGTHS) {
        results.add(benchmark.certified(length));
        bar.advance(results.size());
      }
      for (int batch : BATCHES) {
        results.add(benchmark.accelerated(memory, batch));
        bar.advance(results.size());
      }
      device = memory.device();
    }
    return new LearnReport(
        "bench learn", Code.version(), Machine.here(device), options.seed(), results);
  }

  private LearnReport.Result certified(int historyLength) {
    SelfModifyingMemory kernel = new SelfModifyingMemory(weights);
    Random random = new Random(options.seed());
    int[] items = random.ints(1 << 16, 0, ITEMS).toArray();
    MemoryState warm = kernel.initial();
    read(kernel, warm, items, WARM_UP);
    MemoryState state = kernel.initial();
    read(kernel, state, items, historyLength);
    MemoryState[] customers = new MemoryState[CUSTOMERS];
    Arrays.setAll(customers, i -> state.copy());

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long deadline = System.nanoTime() + options.duration().toNanos();
    int size = 0;
    long allocated = threads.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    long before = start;
    while (size < MAX_SAMPLES && before < deadline) {
      kernel.step(
          customers[size % CUSTOMERS], items[size & 0xffff], KINDS[1 + size % 4], 60L * size);
      long after = System.nanoTime();
      samples[size++] = after - before;
      before = after;
    }
    double bytes = threads.getThreadAllocatedBytes(thread) - allocated;
    return result(
        "certified", "cpu", 1, size, before - start, state.stateBytes(), bytes, historyLength);
  }

  private static void read(SelfModifyingMemory kernel, MemoryState state, int[] items, int events) {
    for (int i = 0; i < events; i++) {
      kernel.step(state, items[i & 0xffff], KINDS[1 + i % 4], 60L * i);
    }
  }

  private LearnReport.Result accelerated(AcceleratedMemory memory, int customers) {
    Random random = new Random(options.seed());
    List<History> histories = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      histories.add(
          History.ofRows(
              random.ints(ACCELERATED_HISTORY, 0, ITEMS).toArray(),
              random.ints(ACCELERATED_HISTORY, 0, Shape.KINDS).toArray(),
              random.ints(ACCELERATED_HISTORY, 0, Shape.GAPS).toArray()));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (AcceleratedMemory.Batch batch = memory.batch(customers)) {
      for (int event = 0; event < ACCELERATED_HISTORY; event++) {
        batch.observe(histories, event);
      }
      long deadline = System.nanoTime() + options.duration().toNanos();
      int size = 0;
      long allocated = threads.getThreadAllocatedBytes(thread);
      long start = System.nanoTime();
      long before = start;
      while (size < MAX_SAMPLES && before < deadline) {
        batch.observe(histories, size % ACCELERATED_HISTORY);
        batch.contexts();
        long after = System.nanoTime();
        samples[size++] = after - before;
        before = after;
      }
      double bytes = threads.getThreadAllocatedBytes(thread) - allocated;
      return result(
          "accelerated",
          memory.device(),
          customers,
          size,
          before - start,
          memory.stateBytes(),
          bytes,
          ACCELERATED_HISTORY);
    }
  }

  private LearnReport.Result result(
      String path,
      String device,
      int batch,
      int calls,
      long nanos,
      long stateBytes,
      double allocatedBytes,
      int historyLength) {
    long[] sorted = Arrays.copyOf(samples, calls);
    Arrays.sort(sorted);
    double events = (double) calls * batch;
    return new LearnReport.Result(
        path,
        device,
        batch,
        events * 1e9 / nanos,
        sorted[calls / 2] / 1e3,
        sorted[(int) (calls * 0.99)] / 1e3,
        stateBytes,
        allocatedBytes / events,
        historyLength);
  }
}
