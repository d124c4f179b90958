package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceTrainer;
import dev.ricordo.djl.Trained;
import dev.ricordo.djl.TrainingListener;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.djl.Validation;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Trains sequence models on what a lesson allows, epochs by their NDCG@10 on the validation. */
final class SequenceTraining {

  /** Cases that are enough to compare epochs. */
  private static final int EPOCH_CASES = 12_000;

  private final Lesson lesson;
  private final String name;
  private final SequenceShape shape;

  /**
   * @param name what progress is shown under
   */
  SequenceTraining(Lesson lesson, String name, SequenceShape shape) {
    this.lesson = lesson;
    this.name = name;
    this.shape = shape;
  }

  /** A net trained on the split; of a refit, for the epochs that were chosen without it. */
  SequenceNet net() {
    Split split = lesson.split();
    SequenceNet chosen = chosen();
    return split.choosing() == split
        ? chosen
        : trained("refit", split.training(), chosen.bestEpoch());
  }

  /** The net of the epoch that was best on the validation, trained on nothing of it. */
  SequenceNet chosen() {
    Split split = lesson.split().choosing();
    return lesson.bases().net("chosen", shape, keep -> chosen(split, keep));
  }

  private SequenceNet chosen(Split split, Consumer<SequenceNet> keep) {
    Script script = split.validationSample(lesson.log(), EPOCH_CASES);
    List<Integer> items = items(split.training());
    return train(
        split.training(),
        lesson.bases().settings(shape),
        (weights, epoch) -> {
          SequenceNet net = new SequenceNet(shape, weights, items, epoch, List.of(), 0);
          return lesson.quality(
              name + ": validation", new SequenceRecommender(lesson.log(), net), script);
        },
        keep);
  }

  /**
   * A net trained on some events for so many epochs.
   *
   * @param part what the events are, in words
   */
  SequenceNet trained(String part, int[] events, int epochs) {
    TrainingSettings settings = lesson.bases().settings(shape).withEpochs(epochs);
    return lesson
        .bases()
        .net(
            part + " for " + epochs + " epochs",
            shape,
            keep -> train(events, settings, Validation.latest(), keep));
  }

  private SequenceNet train(
      int[] events,
      TrainingSettings settings,
      Validation<NamedArrays> validation,
      Consumer<SequenceNet> keep) {
    List<Integer> items = items(events);
    try (Progress.Bar bar = lesson.progress().start(name + ": training", 1000)) {
      Trained<NamedArrays> trained =
          SequenceTrainer.train(
              shape,
              items.size(),
              histories(events, items),
              settings,
              validation,
              listener(bar, items, keep));
      double seconds = trained.duration().toMillis() / 1000.0;
      return new SequenceNet(
          shape, trained.weights(), items, trained.bestEpoch(), trained.curve(), seconds);
    }
  }

  private TrainingListener<NamedArrays> listener(
      Progress.Bar bar, List<Integer> items, Consumer<SequenceNet> keep) {
    return new TrainingListener<>() {
      @Override
      public void stepped(int step, int steps) {
        bar.advance(1000L * step / steps);
      }

      @Override
      public void validated(Trained.Point point, boolean best, NamedArrays weights) {
        bar.note(
            String.format(
                "epoch %d, loss %.4f, validation %.5f%s",
                point.epoch(), point.loss(), point.quality(), best ? ", best" : ""));
        if (best) {
          keep.accept(new SequenceNet(shape, weights, items, point.epoch(), List.of(point), 0));
        }
      }
    };
  }

  /** The items that some events count for, ascending. */
  private List<Integer> items(int[] events) {
    EventLog log = lesson.log();
    return Arrays.stream(events)
        .filter(event -> log.kind(event).counted())
        .map(log::item)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private List<int[]> histories(int[] events, List<Integer> items) {
    EventLog log = lesson.log();
    int[] counted = Arrays.stream(events).filter(event -> log.kind(event).counted()).toArray();
    List<int[]> histories = new ArrayList<>();
    for (int[] history : log.byCustomer(counted)) {
      if (history.length > 0) {
        histories.add(
            Arrays.stream(history)
                .map(event -> Collections.binarySearch(items, log.item(event)))
                .toArray());
      }
    }
    return histories;
  }
}
