package dev.ricordo.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.FeatureRows;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Vocabulary;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop with two shelves, whose customers keep to one of them. Items {@code new-tea} and {@code
 * new-tool} are in the feed, but nobody ever touched them.
 */
class FeaturesOfATrainingTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Shape SHAPE = new Shape(16, 2, 24, true);
  private static final int PER_SHELF = 12;

  @TempDir Path folder;
  private EventLog log;
  private Split split;

  @BeforeEach
  void writeTheLog() throws IOException {
    Random random = new Random(11);
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    for (int i = 0; i < PER_SHELF; i++) {
      items.append("tea").append(i).append(",,tea|all,leaf,").append(1 + i).append('\n');
      items.append("tool").append(i).append(",,tool|all,,").append(20 + i).append('\n');
    }
    items.append("new-tea,,tea|all|rare,leaf,3\nnew-tool,,tool|all,,25\n");
    StringBuilder events =
        new StringBuilder("at,customer,item,kind,quantity,price,session,dwell,channel,campaign\n");
    for (int customer = 0; customer < 80; customer++) {
      String shelf = customer % 2 == 0 ? "tea" : "tool";
      for (int i = 0; i < 10; i++) {
        events.append(START.plusSeconds(customer * 1000L + i)).append(",c").append(customer);
        events.append(',').append(shelf).append(random.nextInt(PER_SHELF)).append(",view,");
        events.append(1 + random.nextInt(3)).append(",,,").append(random.nextInt(90));
        events.append(customer % 3 == 0 ? ",app," : ",web,").append('\n');
      }
      // The last two events of each customer test and validate: not to be trained on.
      events.append(START.plusSeconds(customer * 1000L + 10)).append(",c").append(customer);
      events.append(",new-tea,view,1,,,,letter,spring\n");
      events.append(START.plusSeconds(customer * 1000L + 11)).append(",c").append(customer);
      events.append(",new-tool,view,1,,,,letter,spring\n");
    }
    Files.writeString(folder.resolve("events.csv"), events);
    Files.writeString(folder.resolve("items.csv"), items);
    log = EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
    split = Split.leaveOneOut(log, false);
  }

  @Test
  void vocabulary_comesFromTheTrainingPartAlone() {
    Vocabulary vocabulary = train(true, 1).features().vocabulary();
    assertThat(vocabulary.categories()).containsExactly("all", "tea", "tool");
    assertThat(vocabulary.brands()).containsExactly("leaf");
    assertThat(vocabulary.channels()).containsExactly("app", "web");
    assertThat(vocabulary.campaigns()).isEmpty();
    assertThat(vocabulary.quantities()).isTrue();
    assertThat(vocabulary.dwells()).isTrue();
    assertThat(vocabulary.prices()).hasSize(15).isSorted();
  }

  @Test
  void trainingWithoutFeatures_knowsNone() {
    Base base = train(false, 1);
    assertThat(base.features().vocabulary()).isEqualTo(Vocabulary.NONE);
    assertThat(base.shape().features()).isEqualTo(FeatureRows.NONE);
  }

  @Test
  void untouchedItemOfALikedCategory_standsAboveOneOfAnother() {
    Base base = train(true, 12).withMix(Mix.own(0));
    Instant now = Instant.now();
    try (Ricordo ricordo = Ricordo.builder().base(base).catalogue(log.catalogue()).build()) {
      for (String shelf : new String[] {"tea", "tool"}) {
        CustomerId customer = CustomerId.of("likes " + shelf);
        for (int i = 0; i < 5; i++) {
          ricordo.observe(Event.viewed(customer, ItemId.of(shelf + i), now));
        }
        Ranking answer = ricordo.recommend(customer, Slot.of("home"), log.items());
        String other = shelf.equals("tea") ? "tool" : "tea";
        int liked = answer.find(ItemId.of("new-" + shelf)).orElseThrow().rank();
        int strange = answer.find(ItemId.of("new-" + other)).orElseThrow().rank();
        assertThat(liked).as(shelf).isLessThan(strange);
      }
    }
  }

  private Base train(boolean features, int epochs) {
    TrainingSettings settings =
        new TrainingSettings(3, Device.CPU, epochs, 0, 1, 1e-2, 10, 0.1, 50);
    BaseTraining.Task task =
        new BaseTraining.Task("test", SHAPE, features, settings, "test", Optional.of(Mix.own(0)));
    return new BaseTraining(log, split, Progress.silent()).run(task, base -> {}).base();
  }
}
