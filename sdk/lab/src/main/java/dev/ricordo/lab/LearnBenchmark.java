package dev.ricordo.lab;

import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.djl.AcceleratedMemory;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.CrowdEvents;
import dev.ricordo.djl.CrowdMemory;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.DeviceCopy;
import dev.ricordo.djl.History;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Times the learning of events: {@code ricordo bench learn}. The certified path stands beside the
 * accelerated one, crowds on the device, and, where a Python with PyTorch is given, the same step
 * in plain PyTorch.
 */
public final class LearnBenchmark {

  private static final int CUSTOMERS = 1_000;
  private static final int WARM_UP = 50_000;
  private static final int[] HISTORY_LENGTHS = {10, 1_000, 100_000};
  private static final int[] BATCHES = {1, 1_024};
  private static final int[] CROWDS = {1, 64, 1_024, 16_384};
  private static final int GATHERED = 1_024;
  private static final int ACCELERATED_HISTORY = 50;
  private static final int PREPARED = 16;

  /** As many as the accelerated path uses for one operation. */
  private static final int THREADS = 1;

  private static final Continuum LEVELS = new Continuum(8, List.of(4, 16));
  private static final EventKind[] KINDS = EventKind.values();

  private final LearnOptions options;
  private final Weights weights;
  private final Weights leveled;
  private double bytesPerMicro;

  private LearnBenchmark(LearnOptions options) {
    this.options = options;
    weights = BaseTrainer.initial(Shape.DEFAULT, options.items(), options.seed());
    leveled = BaseTrainer.initial(Shape.DEFAULT.with(LEVELS), options.items(), options.seed());
  }

  /** Measures all paths, one after the other. */
  public static LearnReport run(LearnOptions options, Progress progress) {
    return new LearnBenchmark(options).run(progress);
  }

  private LearnReport run(Progress progress) {
    List<Supplier<LearnReport.Result>> measurements = new ArrayList<>();
    bytesPerMicro = DeviceCopy.bytesPerMicro(Device.CPU);
    for (int length : HISTORY_LENGTHS) {
      measurements.add(() -> certified("certified", weights, length));
    }
    measurements.add(() -> certified("certified-levels", leveled, ACCELERATED_HISTORY));
    int onTheHeap = measurements.size();
    for (int batch : BATCHES) {
      measurements.add(() -> accelerated(batch));
    }
    for (int batch : crowds()) {
      measurements.add(() -> crowd("crowd", weights, batch, batch));
    }
    for (int batch : crowds()) {
      measurements.add(() -> crowd("crowd-levels", leveled, batch, batch));
    }
    if (options.customers() > GATHERED) {
      measurements.add(() -> crowd("crowd-gathered", weights, options.customers(), GATHERED));
    }
    List<LearnReport.Result> results = new ArrayList<>();
    try (Progress.Bar bar = progress.start("bench learn", measurements.size())) {
      for (Supplier<LearnReport.Result> measurement : measurements) {
        if (results.size() == onTheHeap) {
          bytesPerMicro = DeviceCopy.bytesPerMicro(options.device());
        }
        results.add(measurement.get());
        bar.advance(results.size());
      }
    }
    String device = results.get(results.size() - 1).device();
    options.python().ifPresent(python -> results.addAll(references(python, device)));
    return new LearnReport(
        "bench learn",
        Code.version(),
        Machine.here(device),
        options.seed(),
        bytesPerMicro / 1e3,
        results);
  }

  private List<Integer> crowds() {
    return Arrays.stream(CROWDS).filter(batch -> batch <= options.customers()).boxed().toList();
  }

  /** The crowd's step in plain PyTorch. */
  private List<LearnReport.Result> references(Path python, String device) {
    List<LearnReport.Result> results = new ArrayList<>();
    LearnReference reference = new LearnReference(python, options.seed());
    double seconds = options.duration().toMillis() / 1e3;
    for (Weights each : List.of(weights, leveled)) {
      String path = each == weights ? "pytorch" : "pytorch-levels";
      for (LearnReference.Timed timed :
          reference.measure(each, crowds(), seconds, device.equals("gpu"), THREADS)) {
        long stateBytes = stateBytes(each);
        results.add(
            new LearnReport.Result(
                path,
                device,
                timed.batch(),
                timed.eventsPerSecond(),
                timed.p50Micros(),
                timed.p99Micros(),
                stateBytes,
                0,
                PREPARED,
                floorMicros(stateBytes, timed.batch())));
      }
    }
    return results;
  }

  private static long stateBytes(Weights weights) {
    return new SelfModifyingMemory(weights).initial().stateBytes();
  }

  /** A step reads and writes every state once. */
  private double floorMicros(long stateBytes, int batch) {
    return 2.0 * stateBytes * batch / bytesPerMicro;
  }

  /**
   * Memories that stay on the device. If they are more than a tile, each step gathers those of
   * other customers.
   */
  private LearnReport.Result crowd(String path, Weights base, int customers, int tile) {
    try (CrowdMemory memory = new CrowdMemory(base, customers, tile, options.device())) {
      List<CrowdEvents> prepared = prepared(customers, tile);
      for (int event = 0; event < PREPARED; event++) {
        memory.learn(prepared.get(event));
      }
      return timed(
          path,
          memory.device(),
          tile,
          memory.stateBytes(),
          PREPARED,
          call -> {
            memory.learn(prepared.get(call % PREPARED));
            memory.contexts(0);
          });
    }
  }

  private List<CrowdEvents> prepared(int customers, int tile) {
    Random random = new Random(options.seed());
    List<CrowdEvents> prepared = new ArrayList<>();
    for (int step = 0; step < PREPARED; step++) {
      CrowdEvents events = new CrowdEvents(tile);
      for (int i = 0; i < tile; i++) {
        int row = (step * tile + i) % customers;
        events.add(
            row, random.nextInt(options.items()), KINDS[1 + random.nextInt(4)], 3_600L * step);
      }
      prepared.add(events);
    }
    return prepared;
  }

  /** Times calls, after which the device is idle. */
  private LearnReport.Result timed(
      String path, String device, int batch, long stateBytes, int history, IntConsumer call) {
    Timing timing = Timing.of(options.duration(), call);
    return new LearnReport.Result(
        path,
        device,
        batch,
        timing.callsPerSecond() * batch,
        timing.p50Micros(),
        timing.p99Micros(),
        stateBytes,
        timing.allocatedBytes() / batch,
        history,
        floorMicros(stateBytes, batch));
  }

  private LearnReport.Result certified(String path, Weights base, int historyLength) {
    SelfModifyingMemory kernel = new SelfModifyingMemory(base);
    Random random = new Random(options.seed());
    int[] items = random.ints(1 << 16, 0, options.items()).toArray();
    MemoryState warm = kernel.initial();
    read(kernel, warm, items, WARM_UP);
    MemoryState state = kernel.initial();
    read(kernel, state, items, historyLength);
    MemoryState[] customers = new MemoryState[CUSTOMERS];
    Arrays.setAll(customers, i -> state.copy());

    return timed(
        path,
        "cpu",
        1,
        state.stateBytes(),
        historyLength,
        call ->
            kernel.step(
                customers[call % CUSTOMERS],
                items[call & 0xffff],
                KINDS[1 + call % 4],
                60L * call));
  }

  private static void read(SelfModifyingMemory kernel, MemoryState state, int[] items, int events) {
    for (int i = 0; i < events; i++) {
      kernel.step(state, items[i & 0xffff], KINDS[1 + i % 4], 60L * i);
    }
  }

  private LearnReport.Result accelerated(int customers) {
    Random random = new Random(options.seed());
    List<History> histories = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      histories.add(
          History.ofRows(
              random.ints(ACCELERATED_HISTORY, 0, options.items()).toArray(),
              random.ints(ACCELERATED_HISTORY, 0, Shape.KINDS).toArray(),
              random.ints(ACCELERATED_HISTORY, 0, Shape.GAPS).toArray()));
    }
    try (AcceleratedMemory memory = new AcceleratedMemory(weights, options.device());
        AcceleratedMemory.Batch batch = memory.batch(customers)) {
      for (int event = 0; event < ACCELERATED_HISTORY; event++) {
        batch.observe(histories, event);
      }
      return timed(
          "accelerated",
          memory.device(),
          customers,
          memory.stateBytes(),
          ACCELERATED_HISTORY,
          call -> {
            batch.observe(histories, call % ACCELERATED_HISTORY);
            batch.contexts();
          });
    }
  }
}
