package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceShape.Sasrec;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceModelsTest {

  private static final Sasrec SMALL = new Sasrec(8, 1, 2, 10);

  @TempDir Path folder;
  private final NetsInMemory nets = new NetsInMemory();
  private EventLog log;

  /** Trains small nets for a few epochs and keeps them. */
  private static final class NetsInMemory implements Lesson.Bases {

    final Map<String, SequenceNet> kept = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<SequenceNet> best = new ArrayList<>();

    @Override
    public Base base(Shape shape) {
      throw new AssertionError("no base is needed");
    }

    @Override
    public Base withoutFeatures() {
      throw new AssertionError("no base is needed");
    }

    @Override
    public TrainingSettings settings(SequenceShape shape) {
      return new TrainingSettings(1, Device.CPU, 4, 0, 2, 1e-2, 5, 0.1, 50);
    }

    @Override
    public SequenceNet net(
        String name, SequenceShape shape, Function<Consumer<SequenceNet>, SequenceNet> training) {
      asked.add(name);
      return kept.computeIfAbsent(name, key -> training.apply(best::add));
    }
  }

  @BeforeEach
  void readLog() {
    log = SyntheticLog.log(folder, 60, 4);
  }

  @Test
  void untrainedItems_scoreAsLowAsTheLowestTrainedOne() {
    Split split = Split.prequential(log);
    Recommender recommender = fit(once(), split);
    double[] scores = new double[log.items()];
    recommender.score(0, 0, scores);
    double lowest = Arrays.stream(scores).min().orElseThrow();
    assertThat(scores[untrained(split)]).isEqualTo(lowest);
  }

  @Test
  void untrainedItems_areSkippedInHistories() {
    Split split = Split.prequential(log);
    Recommender recommender = fit(once(), split);
    int untrained = untrained(split);
    int event =
        IntStream.range(0, log.size())
            .filter(e -> log.item(e) == untrained && log.kind(e).counted())
            .findFirst()
            .orElseThrow();
    double[] before = new double[log.items()];
    double[] after = new double[log.items()];
    recommender.score(log.customer(event), 0, before);
    recommender.learn(event);
    recommender.score(log.customer(event), 0, after);
    assertThat(after).containsExactly(before);
  }

  @Test
  void retrainedNet_knowsItemsThatCameBeforeTheQuarter() {
    Split split = Split.prequential(log);
    Recommender recommender = fit(retrained(), split);
    assertThat(nets.asked).hasSize(1);
    int[] quarters = split.test().quarters();
    int[] order = log.byTime();
    double[] scores = new double[log.items()];
    for (int i = 0; i < order.length; i++) {
      recommender.learn(order[i]);
      if (i + 1 >= quarters[0]) {
        recommender.score(0, 0, scores);
      }
    }
    assertThat(nets.asked).hasSize(5);
    assertThat(Objects.requireNonNull(nets.kept.get(nets.asked.get(4))).items())
        .contains(untrained(split));
    assertThat(recommender.settings()).contains("retrained after [" + quarters[0] + ", ");
  }

  @Test
  void retrainedNet_isTheFirstOneWhereTheTestIsNoStream() {
    Split split = Split.leaveOneOut(log, false);
    Recommender recommender = fit(retrained(), split);
    Recommender plain = fit(once(), split);
    double[] scores = new double[log.items()];
    double[] plainScores = new double[log.items()];
    for (int event : split.training()) {
      recommender.learn(event);
      plain.learn(event);
      recommender.score(log.customer(event), log.second(event), scores);
      plain.score(log.customer(event), log.second(event), plainScores);
      assertThat(scores).containsExactly(plainScores);
    }
    assertThat(recommender.settings()).contains("never retrained");
  }

  @Test
  void mixedNet_ofOwnScoresAlone_ranksTrainedItemsAsTheNetDoes() {
    Split split = Split.prequential(log);
    Recommender mixed = fit(new MixedModel("small-mixed", SMALL), split);
    Recommender plain = fit(once(), split);
    double[] mixedScores = new double[log.items()];
    double[] scores = new double[log.items()];
    for (int event : split.training()) {
      mixed.learn(event);
      plain.learn(event);
    }
    mixed.score(1, 0, mixedScores);
    plain.score(1, 0, scores);
    for (int one = 0; one < scores.length; one++) {
      for (int other = 0; other < scores.length; other++) {
        if (split.trained(one) && split.trained(other) && scores[one] > scores[other] + 1e-4) {
          assertThat(mixedScores[one]).isGreaterThan(mixedScores[other]);
        }
      }
    }
  }

  @Test
  void refit_trainsOnMoreForTheEpochsThatWereChosenWithoutIt() {
    SequenceNet chosen = training(Split.leaveOneOut(log, false)).net();
    SequenceNet refit = training(Split.leaveOneOut(log, true)).net();
    assertThat(refit.bestEpoch()).isEqualTo(chosen.bestEpoch());
    assertThat(refit.weights().get("item")).isNotEqualTo(chosen.weights().get("item"));
  }

  @Test
  void bestNetSoFar_isGivenToBeKept() {
    SequenceNet chosen = training(Split.leaveOneOut(log, false)).net();
    SequenceNet kept = nets.best.get(nets.best.size() - 1);
    assertThat(kept.bestEpoch()).isEqualTo(chosen.bestEpoch());
    assertThat(kept.items()).isEqualTo(chosen.items());
    assertThat(kept.weights().get("item")).isEqualTo(chosen.weights().get("item"));
  }

  private SequenceTraining training(Split split) {
    return new SequenceTraining(lesson(split), "small", SMALL);
  }

  private Recommender fit(Model model, Split split) {
    return model.fit(lesson(split));
  }

  private Lesson lesson(Split split) {
    return new Lesson(log, split, nets, Progress.silent());
  }

  private static Model once() {
    return new SequenceModel("small", SMALL);
  }

  private static Model retrained() {
    return new RetrainedModel("small-retrained", SMALL);
  }

  private int untrained(Split split) {
    return IntStream.range(0, log.items()).filter(i -> !split.trained(i)).findFirst().orElseThrow();
  }
}
