package dev.ricordo.lab.train;

import dev.ricordo.base.Base;
import dev.ricordo.base.Features;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.PanelReference;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.catalogue.Item;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.History;
import dev.ricordo.djl.Trained;
import dev.ricordo.djl.TrainingListener;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.djl.Validation;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Mixed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Trains one base on the training part of a split: epochs by the NDCG@10 of the own memory alone,
 * then the mix by the NDCG@10 of everything, both on the validation.
 *
 * <p>The base knows the items that the training part names, and the features that these and the
 * events share; any other item is cold. Not thread-safe.
 */
public final class BaseTraining {

  /** Cases that are enough to compare epochs. */
  private static final int EPOCH_CASES = 12_000;

  private final EventLog log;
  private final Split split;
  private final Progress progress;
  private final int[] rows;
  private final List<ItemId> items = new ArrayList<>();
  private final Features known;

  /**
   * @param name what progress is shown under
   * @param shape sizes, without the tables of features
   * @param features whether features are learned, as far as the training part has any
   */
  public record Task(
      String name,
      Shape shape,
      boolean features,
      TrainingSettings settings,
      String code,
      Optional<Mix> mix) {}

  /**
   * A base and how it was trained.
   *
   * @param base with mix and metrics in its manifest
   */
  public record Result(Base base, Trained<Weights> trained) {

    /** The same, said to be trained on a panel of a journal. */
    public Result onPanel(PanelReference panel) {
      return new Result(base.withPanel(panel), trained);
    }
  }

  public BaseTraining(EventLog log, Split split, Progress progress) {
    this.log = log;
    this.split = split;
    this.progress = progress;
    rows = new int[log.items()];
    Arrays.fill(rows, Base.UNTRAINED);
    for (int item = 0; item < rows.length; item++) {
      if (split.trained(item)) {
        rows[item] = items.size();
        items.add(log.itemOf(item).id());
      }
    }
    List<Item> trained =
        IntStream.range(0, rows.length).filter(split::trained).mapToObj(log::itemOf).toList();
    known = TrainingFeatures.of(log, split.training(), trained);
  }

  private Features features(Task task) {
    return task.features() ? known : Features.NONE;
  }

  private Shape shape(Task task) {
    return task.shape().with(features(task).vocabulary().rows());
  }

  /**
   * Trains, validates and chooses.
   *
   * @param task a mix, if it holds one, is taken over and training runs for all its epochs
   * @param checkpoint is given the best base so far whenever there is a better one
   */
  public Result run(Task task, java.util.function.Consumer<Base> checkpoint) {
    Trained<Weights> trained = train(task, checkpoint);
    Base base = base(task, trained.weights(), Mix.own(0), metrics(trained));
    if (task.mix().isPresent()) {
      return new Result(base.withMix(task.mix().get()), trained);
    }
    // The counts need everybody's events, so cases are thinned out, not customers.
    Mixing.Choice choice =
        Mixing.choose(
            log,
            () -> new HopeNet(log, base),
            split.validation(),
            GateLevels.ALL,
            task.settings().seed(),
            progress,
            task.name());
    Map<String, Double> metrics = new TreeMap<>(base.manifest().metrics());
    metrics.put("validation.ndcg@10", choice.ndcg10());
    metrics.put("validation.fixedWeights.ndcg@10", choice.fixedNdcg10());
    metrics.put("validation.cases", (double) choice.cases());
    return new Result(base(task, trained.weights(), choice.mix(), metrics), trained);
  }

  private Trained<Weights> train(Task task, java.util.function.Consumer<Base> checkpoint) {
    Script script = split.validationSample(log, EPOCH_CASES);
    Validation<Weights> validation =
        task.mix().isPresent()
            ? Validation.latest()
            : (weights, epoch) -> ownQuality(task, weights, script);
    try (Progress.Bar bar = progress.start(task.name() + ": training", 1000)) {
      TrainingListener<Weights> listener =
          new TrainingListener<>() {
            @Override
            public void stepped(int step, int steps) {
              bar.advance(1000L * step / steps);
            }

            @Override
            public void validated(Trained.Point point, boolean best, Weights weights) {
              bar.note(
                  String.format(
                      "epoch %d, loss %.4f, validation %.5f%s",
                      point.epoch(), point.loss(), point.quality(), best ? ", best" : ""));
              if (best) {
                checkpoint.accept(base(task, weights, Mix.own(0), metrics(point)));
              }
            }
          };
      Features features = features(task);
      return BaseTrainer.train(
          shape(task),
          features.items().isEmpty()
              ? Collections.nCopies(items.size(), ItemFeatures.NONE)
              : features.items(),
          histories(features),
          task.settings(),
          validation,
          listener);
    }
  }

  /** The histories that nets train on. */
  private List<History> histories(Features features) {
    int[] circumstances = log.circumstances(features);
    List<History> histories = new ArrayList<>();
    for (int[] events : log.byCustomer(split.training())) {
      if (events.length > 0) {
        histories.add(
            History.of(
                    Arrays.stream(events).map(event -> rows[log.item(event)]).toArray(),
                    Arrays.stream(events).map(event -> log.kind(event).row()).toArray(),
                    Arrays.stream(events).mapToLong(log::second).toArray())
                .with(Arrays.stream(events).map(event -> circumstances[event]).toArray()));
      }
    }
    return histories;
  }

  private double ownQuality(Task task, Weights weights, Script script) {
    Base base = base(task, weights, Mix.own(0), Map.of());
    // What the net does not know comes last.
    Mixed hope = new Mixed(log, new HopeNet(log, base), Mix.own(-50));
    Scoreboard board = new Scoreboard();
    double[] scores = new double[log.items()];
    Respondent respondent =
        new Respondent() {
          @Override
          public void learn(int event) {
            hope.learn(event);
          }

          @Override
          public void remember(int event) {
            hope.remember(event);
          }

          @Override
          public void ask(int event, boolean[] allowed) {
            float[] own = hope.own(log.customer(event));
            for (int item = 0; item < own.length; item++) {
              scores[item] = own[item];
            }
            board.add(Scoreboard.rank(scores, allowed, log.item(event)));
          }
        };
    try (Progress.Bar bar = progress.start(task.name() + ": validation", script.size())) {
      Examiner.play(log, script, respondent, bar);
    }
    return board.metrics().ndcg10();
  }

  private Map<String, Double> metrics(Trained<Weights> trained) {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("trainSeconds", trained.duration().toMillis() / 1000.0);
    for (Trained.Point point : trained.curve()) {
      if (point.epoch() == trained.bestEpoch()) {
        metrics.putAll(metrics(point));
      }
    }
    return metrics;
  }

  private static Map<String, Double> metrics(Trained.Point best) {
    return Map.of(
        "bestEpoch",
        (double) best.epoch(),
        "loss",
        best.loss(),
        "own.validation.ndcg@10",
        best.quality());
  }

  private Base base(Task task, Weights weights, Mix mix, Map<String, Double> metrics) {
    Map<String, String> configuration = new TreeMap<>(task.settings().describe());
    configuration.put("events", Integer.toString(split.training().length));
    configuration.put("device", task.settings().device().text());
    Manifest manifest =
        new Manifest(
            "base-" + log.digest().substring(0, 8) + "-" + task.settings().seed(),
            weights.shape(),
            mix,
            log.digest(),
            task.settings().seed(),
            task.code(),
            configuration,
            metrics);
    return new Base(manifest, weights, items, features(task));
  }
}
