package dev.ricordo.lab;

import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.History;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceTrainer;
import dev.ricordo.djl.Trained;
import dev.ricordo.djl.TrainingListener;
import dev.ricordo.djl.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Times training: {@code ricordo bench train}. The trainer of bases stands beside those of the
 * baselines, and beside the same model in plain PyTorch where a Python with PyTorch is given.
 */
public final class TrainBenchmark {

  private static final int LENGTH = TrainingSettings.DEFAULT_WINDOW;
  private static final int BATCH = TrainingSettings.BATCH_EVENTS / LENGTH;
  private static final int ENDLESS = 1 << 20;

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
    Clock clock = new Clock();
    Trained<?> trained =
        BaseTrainer.train(
            shape,
            options.items(),
            histories,
            settings(),
            (weights, epoch) -> clock.quality(epoch),
            TrainingListener.none());
    return result(path, trained, clock);
  }

  private TrainBenchmarkReport.Result sequence(String path, SequenceShape shape) {
    Clock clock = new Clock();
    Trained<?> trained =
        SequenceTrainer.train(
            shape,
            options.items(),
            items,
            settings(),
            (weights, epoch) -> clock.quality(epoch),
            TrainingListener.none());
    return result(path, trained, clock);
  }

  private TrainingSettings settings() {
    TrainingSettings recipe = TrainingSettings.defaults(options.seed(), options.device());
    return new TrainingSettings(
        recipe.seed(),
        recipe.device(),
        ENDLESS,
        1,
        1,
        recipe.learningRate(),
        recipe.warmUpSteps(),
        recipe.dropout(),
        recipe.window());
  }

  private TrainBenchmarkReport.Result result(String path, Trained<?> trained, Clock clock) {
    return new TrainBenchmarkReport.Result(
        path,
        trained.device(),
        options.items(),
        BATCH,
        LENGTH,
        clock.eventsPerSecond(),
        PeakMemory.mebibytes(),
        trained.device().equals("gpu") ? 1 : TrainingSettings.CPU_PARTS);
  }

  /** Lets a training go on until time is up; its first epoch is a warm-up. */
  private final class Clock {

    private long start;
    private long end;
    private int epochs;

    Clock() {
      PeakMemory.reset();
    }

    /** Rises while there is time, and then falls, which ends a training without patience. */
    double quality(int epoch) {
      long now = System.nanoTime();
      if (epoch == 1) {
        start = now;
        return epoch;
      }
      end = now;
      epochs = epoch - 1;
      return now - start < options.duration().toNanos() ? epoch : 0;
    }

    double eventsPerSecond() {
      double events = (double) epochs * options.customers() * LENGTH;
      return events * 1e9 / (end - start);
    }
  }
}
