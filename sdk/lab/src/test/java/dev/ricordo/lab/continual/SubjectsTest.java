package dev.ricordo.lab.continual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Lesson;
import dev.ricordo.lab.models.Net;
import dev.ricordo.lab.models.Recommender;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

  private static final Suite SUITE = Suite.of(new Suite.Size(2, 1, 2, 200));
  private static final EventLog LOG = SUITE.log();
  private static final int KNOWN = World.DEFAULT.item(World.DEFAULT.categories(), 0);

  /** Untrained bases, and a bias that keeps cold items behind all others. */
  private static final Lesson.Bases BASES =
      new Lesson.Bases() {
        @Override
        public Base base(Shape shape) {
          return SubjectsTest.base(shape);
        }

        @Override
        public Base withoutFeatures() {
          throw new AssertionError("no such base is needed");
        }

        @Override
        public Mix ownMix(String name, Supplier<Net> nets) {
          return Mix.own(-1e6);
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hope-own",
        "hope-own-window-50",
        "hope-own-window-20",
        "hope-own-cms",
        "hope-own-frozen"
      })
  void memoryAlone_scoresColdItemsByTheBiasThatWasChosen(String name) {
    Recommender recommender =
        Subjects.require(name).fit(new Lesson(LOG, SUITE.split(), BASES, Progress.silent()));
    double[] scores = new double[LOG.items()];
    for (int event : LOG.byCustomer(LOG.byTime())[0]) {
      recommender.remember(event);
    }
    recommender.score(0, 0, scores);
    assertThat(KNOWN).isLessThan(scores.length);
    double lowest = Arrays.stream(scores, 0, KNOWN).min().orElseThrow();
    assertThat(Arrays.stream(scores, KNOWN, scores.length)).allMatch(score -> score < lowest - 1e5);
  }

  @Test
  void windowedMemory_hasReadTheLastEventsAlone() {
    Base base = base(Shape.DEFAULT);
    int[] events = LOG.byCustomer(LOG.byTime())[0];
    Net windowed = new WindowedMemory(LOG, new HopeNet(LOG, base), 20);
    Net whole = new HopeNet(LOG, base);
    Net last = new HopeNet(LOG, base);
    for (int i = 0; i < events.length; i++) {
      windowed.read(events[i]);
      whole.read(events[i]);
      if (i >= events.length - 20) {
        last.read(events[i]);
      }
    }
    assertThat(scores(windowed)).isEqualTo(scores(windowed)).isEqualTo(scores(last));
    assertThat(scores(windowed)).isNotEqualTo(scores(whole));
  }

  private static float[] scores(Net net) {
    float[] scores = new float[LOG.items()];
    net.own(0, scores);
    return scores;
  }

  private static Base base(Shape shape) {
    Base random = RandomBases.create(1, KNOWN, shape, Mix.own(0));
    List<ItemId> items = IntStream.range(0, KNOWN).mapToObj(i -> LOG.itemOf(i).id()).toList();
    return new Base(random.manifest(), random.weights(), items, random.features());
  }
}
