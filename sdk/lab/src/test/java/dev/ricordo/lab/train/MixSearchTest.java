package dev.ricordo.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.Base;
import dev.ricordo.base.Features;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.catalogue.Item;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Mixed;
import dev.ricordo.lab.models.Net;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixSearchTest {

  @TempDir Path folder;

  @Test
  void chosenMix_reachesWhenServedWhatTheSearchSaysItDoes() {
    EventLog log = SyntheticLog.log(folder, 80, 5);
    Split split = Split.prequential(log);
    Base base = untrained(log, split);
    Progress.Bar bar = Progress.silent().start("test", 0);
    MixSearch.Choice choice = chosen(log, split, base, GateLevels.ALL);
    assertThat(choice.cases()).isEqualTo(split.validation().asks());

    Mixed hope = new Mixed(log, new HopeNet(log, base), choice.mix());
    Scoreboard board = new Scoreboard();
    double[] scores = new double[log.items()];
    Examiner.play(
        log,
        split.validation(),
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
            hope.score(log.customer(event), log.second(event), scores);
            board.add(Scoreboard.rank(scores, allowed, log.item(event)));
          }
        },
        bar);
    assertThat(choice.ndcg10()).isCloseTo(board.metrics().ndcg10(), within(1e-9));
    assertThat(choice.mix().collective()).as("what follows what is worth knowing").isPositive();
  }

  @Test
  void levelLeftOut_getsNoWeight() {
    EventLog log = SyntheticLog.log(folder, 80, 5);
    Split split = Split.prequential(log);
    Base base = untrained(log, split);
    MixSearch.Choice uncounted = chosen(log, split, base, new GateLevels(true, false, true));
    assertThat(uncounted.mix().collective()).isZero();
    assertThat(chosen(log, split, base, new GateLevels(true, true, false)).mix().repeats())
        .isZero();
    assertThat(chosen(log, split, base, GateLevels.ALL).ndcg10()).isGreaterThan(uncounted.ndcg10());
  }

  @Test
  void coldItems_comeBeforeANetsMostCertainOne_whereTheyAreWhatIsChosen() throws IOException {
    SyntheticLog.write(folder, 60, 5);
    StringBuilder items = new StringBuilder(Files.readString(folder.resolve("items.csv")));
    IntStream.range(0, 2_000).forEach(i -> items.append("x" + i + ",Never bought,,,\n"));
    Files.writeString(folder.resolve("items.csv"), items);
    EventLog log = EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
    Split split = Split.leaveOneOut(log, false);
    GateLevels alone = new GateLevels(true, false, false);
    MixSearch.Choice choice =
        MixSearch.choose(
            log, () -> new Certain(log), split.validation(), alone, Progress.silent(), "test");
    assertThat(choice.mix().coldBias()).isGreaterThan(Certain.LIKELIEST);
    MixSearch.Choice own =
        MixSearch.chooseOwn(
            log, () -> new Certain(log), split.validation(), Progress.silent(), "test");
    assertThat(own.mix().coldBias()).isGreaterThan(Certain.LIKELIEST);
  }

  /** Knows the items that nobody buys, and is certain of one of them. */
  private record Certain(EventLog log) implements Net {

    static final float LIKELIEST = 50;

    @Override
    public void read(int event) {}

    @Override
    public void own(int customer, float[] scores) {
      for (int item = 0; item < scores.length; item++) {
        scores[item] = log.itemOf(item).id().value().equals("x7") ? LIKELIEST : 0;
      }
    }

    @Override
    public boolean knows(int item) {
      return log.itemOf(item).id().value().startsWith("x");
    }

    @Override
    public long stateBytes() {
      return 0;
    }
  }

  private static MixSearch.Choice chosen(EventLog log, Split split, Base base, GateLevels levels) {
    return MixSearch.choose(
        log, () -> new HopeNet(log, base), split.validation(), levels, Progress.silent(), "test");
  }

  /** A base that knows nothing yet of the items of the training part. */
  static Base untrained(EventLog log, Split split) {
    return untrained(log, split, 1);
  }

  static Base untrained(EventLog log, Split split, long seed) {
    List<ItemId> items =
        IntStream.range(0, log.items())
            .filter(split::trained)
            .mapToObj(item -> log.itemOf(item).id())
            .toList();
    List<Item> trained =
        IntStream.range(0, log.items()).filter(split::trained).mapToObj(log::itemOf).toList();
    Features features = TrainingFeatures.of(log, split.training(), trained);
    Shape shape = new Shape(16, 2, 24, true).with(features.vocabulary().rows());
    Weights weights = BaseTrainer.initial(shape, items.size(), seed);
    Manifest manifest =
        new Manifest("test", shape, Mix.own(0), log.digest(), 1, "test", Map.of(), Map.of());
    return new Base(manifest, weights, items, features);
  }
}
