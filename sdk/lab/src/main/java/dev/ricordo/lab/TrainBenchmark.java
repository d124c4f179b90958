package dev.ricordo.lab;

import com.sun.management.ThreadMXBean;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.History;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceTrainer;
import dev.ricordo.djl.Trained;
import dev.ricordo.djl.TrainingListener;
import dev.ricordo.djl.TrainingSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times training: {@code ricordo bench train}. The trainer of bases stands beside those of the
 * baselines, and beside the same model in plain PyTorch where a Python with PyTorch is given.
 */
public final class TrainBenchmark {

  private static final int LENGTH = TrainingSettings.DEFAULT_WINDOW;
  private static final int BATCH = TrainingSettings.BATCH_EVENTS / LENGTH;

  private final TrainBenchmarkOptions options;
  private final List<int[]> items = new ArrayList<>();
  private final List<History> histories = new ArrayList<>();

  private TrainBenchmark(TrainBenchmarkOptions options) {
    this.options = options;
    Random random = new Random(options.seed());
    for (int customer = 0; customer < options.customers(); customer++) {
      int[] rows = random.ints(LENGTH, 0, options.items()).toArray();
      items.add(rows);
      histories.add(
          History.ofRows(
              rows,
              random.ints(LENGTH, 0, Shape.KINDS).toArray(),
              random.ints(LENGTH, 0, Shape.GAPS).toArray()));
    }
  }

  /** Measures all paths, one after the other. */
  public static TrainBenchmarkReport run(TrainBenchmarkOptions options, Progress progress) {
    TrainBenchmark benchmark = new TrainBenchmark(options);
    List<TrainBenchmarkReport.Result> results = new ArrayList<>();
    int paths = 4 + (options.python().isPresent() ? 1 : 0);
    try (Progress.Bar bar = progress.start("bench train", paths)) {
      results.add(benchmark.hope("hope", Shape.DEFAULT));
      bar.advance(results.size());
      results.add(benchmark.hope("hope-cms", Shape.DEFAULT.with(Continuum.TWO_LEVELS)));
      bar.advance(results.size());
      results.add(benchmark.sequence("sasrec", SequenceShape.Sasrec.DEFAULT));
      bar.advance(results.size());
      results.add(benchmark.sequence("gru4rec", SequenceShape.Gru4Rec.DEFAULT));
      bar.advance(results.size());
      options
          .python()
          .ifPresent(
              python -> results.add(new PythonReference(python).measure(options, BATCH, LENGTH)));
    }
    return new TrainBenchmarkReport(
        "bench train",
        Code.version(),
        Machine.here(results.get(0).device()),
        options.seed(),
        results);
  }

  private TrainBenchmarkReport.Result hope(String path, Shape shape) {
    return measure(
        path,
        (settings, epochs) ->
            BaseTrainer.train(
                shape,
                options.items(),
                histories,
                settings,
                (weights, epoch) -> epochs.ended(epoch),
                TrainingListener.none()));
  }

  private TrainBenchmarkReport.Result sequence(String path, SequenceShape shape) {
    return measure(
        path,
        (settings, epochs) ->
            SequenceTrainer.train(
                shape,
                options.items(),
                items,
                settings,
                (weights, epoch) -> epochs.ended(epoch),
                TrainingListener.none()));
  }

  /** One training of the same sequences. */
  private interface Run {
    Trained<?> train(TrainingSettings settings, Clock epochs);
  }

  /** The first of two epochs is a warm-up; the second tells how many to measure. */
  private TrainBenchmarkReport.Result measure(String path, Run run) {
    Clock trial = new Clock();
    run.train(settings(2), trial);
    long epochs = options.duration().toNanos() / trial.nanosAfterTheFirst() + 1;
    PeakMemory.reset();
    Clock clock = new Clock();
    Trained<?> trained = run.train(settings(1 + Math.toIntExact(epochs)), clock);
    double events = (double) epochs * options.customers() * LENGTH;
    return new TrainBenchmarkReport.Result(
        path,
        trained.device(),
        options.items(),
        BATCH,
        LENGTH,
        events * 1e9 / clock.nanosAfterTheFirst(),
        PeakMemory.mebibytes(),
        trained.device().equals("gpu") ? 1 : TrainingSettings.CPU_PARTS,
        clock.bytesAfterTheFirst() / events);
  }

  private TrainingSettings settings(int epochs) {
    TrainingSettings recipe = TrainingSettings.defaults(options.seed(), options.device());
    return new TrainingSettings(
        recipe.seed(),
        recipe.device(),
        epochs,
        0,
        epochs,
        recipe.learningRate(),
        recipe.warmUpSteps(),
        recipe.dropout(),
        recipe.window());
  }

  /** When the first epoch of a training ended, and the last, and what was allocated until then. */
  private static final class Clock {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long first;
    private long last;
    private double firstBytes;
    private double lastBytes;

    double ended(int epoch) {
      last = System.nanoTime();
      lastBytes = allocatedBytes();
      if (epoch == 1) {
        first = last;
        firstBytes = lastBytes;
      }
      return epoch;
    }

    /** By the threads that there are, those of the training among them. */
    private static double allocatedBytes() {
      return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
          .filter(bytes -> bytes > 0)
          .sum();
    }

    double bytesAfterTheFirst() {
      return lastBytes - firstBytes;
    }

    long nanosAfterTheFirst() {
      return last - first;
    }
  }
}
