package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.train.BaseTraining;
import dev.ricordo.lab.train.Mixing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendersTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "popularity",
        "item-item",
        "counts",
        "counts-repeats",
        "counts:k=2:cap=1:epoch-days=1:window=3",
        "counts:back-off=1:cold=5",
        "counts:publish=1h",
        "session-knn",
        "ease",
        "sasrec",
        "sasrec-mixed",
        "sasrec-mixed:k=2:publish=1h",
        "hope"
      })
  void futureEvents_changeNoEarlierAnswer(String name) throws IOException {
    EventLog log = SyntheticLog.log(folder, 60, 2);
    List<Double> ranks = ranks(name, log);
    List<String> lines = Files.readAllLines(folder.resolve("events.csv"));
    int changed = lines.size() - 40;
    for (int i = changed; i < lines.size(); i++) {
      lines.set(i, lines.get(i).replaceFirst(",i\\d+,", ",i" + i % SyntheticLog.ITEMS + ","));
    }
    Files.write(folder.resolve("events.csv"), lines);
    EventLog other = EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
    List<Double> otherRanks = ranks(name, other);
    int before = ranks.size() - 40;
    assertThat(otherRanks.subList(0, before)).isEqualTo(ranks.subList(0, before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"item-item", "counts", "counts-repeats", "session-knn", "ease"})
  void whatFollowsWhat_isFoundBetterThanByPopularity(String name) {
    EventLog log = SyntheticLog.log(folder, 60, 3);
    assertThat(ndcg(ranks(name, log))).isGreaterThan(1.3 * ndcg(ranks("popularity", log)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=1000", "publish=9d"})
  void rules_reachTheSumsOfAMixedSequenceModel(String rule) {
    EventLog log = SyntheticLog.log(folder, 60, 3);
    assertThat(ranks("sasrec-mixed:" + rule, log)).isNotEqualTo(ranks("sasrec-mixed", log));
  }

  @Test
  void unknownModel_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Models.require("oracle"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("models: \"oracle\" is none of popularity, item-item, counts");
  }

  /** Trains nets for one epoch, and mixes them as an evaluation does. */
  private record OneEpoch(EventLog log, Split split) implements Lesson.Bases {

    @Override
    public Base base(Shape shape) {
      TrainingSettings settings = TrainingSettings.defaults(1, Device.CPU).withEpochs(1);
      BaseTraining.Task task =
          new BaseTraining.Task("test", shape, true, settings, "test", Optional.empty());
      return new BaseTraining(log, split, Progress.silent()).run(task, base -> {}).base();
    }

    @Override
    public Base withoutFeatures() {
      throw new AssertionError("no such base is needed");
    }

    @Override
    public TrainingSettings settings(SequenceShape shape) {
      return TrainingSettings.sequences(shape, 1, Device.CPU).withEpochs(1);
    }

    @Override
    public Mix mix(String name, Supplier<Net> nets) {
      return Mixing.choose(
              log, nets, split.validation(), GateLevels.ALL, 1, Progress.silent(), name)
          .mix();
    }
  }

  private static double ndcg(List<Double> ranks) {
    return ranks.stream().mapToDouble(Scoreboard::ndcg10).average().orElseThrow();
  }

  private static List<Double> ranks(String name, EventLog log) {
    Split split = Split.prequential(log);
    Lesson lesson = new Lesson(log, split, new OneEpoch(log, split), Progress.silent());
    Recommender recommender = Models.require(name).fit(lesson);
    List<Double> ranks = new ArrayList<>();
    double[] scores = new double[log.items()];
    Examiner.play(
        log,
        split.test(),
        new Respondent() {
          @Override
          public void learn(int event) {
            recommender.learn(event);
          }

          @Override
          public void remember(int event) {
            recommender.remember(event);
          }

          @Override
          public void ask(int event, boolean[] allowed) {
            recommender.score(log.customer(event), log.second(event), scores);
            ranks.add(Scoreboard.rank(scores, allowed, log.item(event)));
          }
        },
        Progress.silent().start("test", 0));
    return ranks;
  }
}
