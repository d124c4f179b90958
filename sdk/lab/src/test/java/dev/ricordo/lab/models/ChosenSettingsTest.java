package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines on logs that only settings far out serve well. */
class ChosenSettingsTest {

  private static final int EVENTS = 400;

  @TempDir Path folder;

  @Test
  void popularity_followsWhatIsGoneAfterADozenEvents() throws IOException {
    EventLog log = log(i -> "c" + i % 40 + ",i" + i / 12 % 10);
    assertThat(settings("popularity", log)).isEqualTo("half-life 10.0 events");
  }

  @Test
  void sessionKnn_readsTheLastItemAlone_whereTheOthersSayNothing() throws IOException {
    Random random = new Random(3);
    int[] last = new int[20];
    // Every second event of a customer goes with the one before; that one goes with none.
    EventLog log =
        log(
            i -> {
              int customer = i % 20;
              boolean starts = i / 20 % 2 == 0;
              last[customer] = starts ? 2 * random.nextInt(8) : last[customer] + 1;
              return "c" + customer + ",i" + last[customer];
            });
    String settings = settings("session-knn", log);
    double fading = Double.parseDouble(settings.substring(settings.lastIndexOf(' ') + 1));
    assertThat(fading).isLessThan(0.1);
  }

  private static String settings(String model, EventLog log) {
    Lesson lesson = new Lesson(log, Split.prequential(log), new NoBases(), Progress.silent());
    return Models.require(model).fit(lesson).settings();
  }

  private static final class NoBases implements Lesson.Bases {

    @Override
    public Base base(Shape shape) {
      throw new AssertionError("no base is needed");
    }

    @Override
    public Base withoutFeatures() {
      throw new AssertionError("no base is needed");
    }
  }

  /** A purchase a minute: of whom and of what; forty of them are in sessions of one number. */
  private EventLog log(IntFunction<String> purchases) throws IOException {
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    Instant start = Instant.parse("2020-01-01T00:00:00Z");
    for (int i = 0; i < EVENTS; i++) {
      events.append(start.plusSeconds(60L * i)).append(',').append(purchases.apply(i));
      events.append(",purchase,1,2.50,s").append(i / 40).append('\n');
    }
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    IntStream.range(0, 20).forEach(i -> items.append("i" + i + ",Item,toys,,1\n"));
    Files.writeString(folder.resolve("events.csv"), events);
    Files.writeString(folder.resolve("items.csv"), items);
    return EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
  }
}
