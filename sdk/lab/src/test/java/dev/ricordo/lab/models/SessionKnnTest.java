package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKnnTest {

  @TempDir Path folder;

  @Test
  void sessionsThatShareLaterItems_areNearer() throws IOException {
    // Dan had a, then b: whoever had b is nearer than whoever had a.
    double[] scores = scores(10, "ann a", "ann c", "bob b", "bob d", "dan a", "dan b");
    assertThat(scores).containsExactly(0.5, 1, 0.5, 1);
  }

  @Test
  void ownSession_isNoNeighbour() throws IOException {
    assertThat(scores(10, "dan a", "dan b", "dan c")).containsOnly(0);
  }

  @Test
  void onlyTheNearestSessions_count() throws IOException {
    double[] scores = scores(1, "ann a", "ann c", "bob b", "bob d", "dan a", "dan b");
    assertThat(scores).containsExactly(0, 1, 0, 1);
  }

  @Test
  void amongEquallyNearSessions_theLaterCounts() throws IOException {
    double[] scores = scores(1, "ann a", "ann c", "bob a", "bob d", "dan a");
    assertThat(scores).containsExactly(1, 0, 0, 1);
  }

  @Test
  void historyAlone_teachesOthersNothing() throws IOException {
    EventLog log = log("ann a", "ann b", "dan a");
    SessionKnn model = new SessionKnn(log, true, 10, 0.5);
    model.remember(0);
    model.remember(1);
    model.learn(2);
    double[] scores = new double[log.items()];
    model.score(log.customer(2), 0, scores);
    assertThat(scores).containsOnly(0);
  }

  /** The scores of the last event's customer. */
  private double[] scores(int neighbours, String... events) throws IOException {
    EventLog log = log(events);
    SessionKnn model = new SessionKnn(log, true, neighbours, 0.5);
    for (int event = 0; event < log.size(); event++) {
      model.learn(event);
    }
    double[] scores = new double[log.items()];
    model.score(log.customer(log.size() - 1), 0, scores);
    return scores;
  }

  private EventLog log(String... events) throws IOException {
    StringBuilder text = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (int i = 0; i < events.length; i++) {
      String[] words = events[i].split(" ");
      text.append("2020-01-01T00:00:0").append(i).append("Z,").append(words[0]).append(',');
      text.append(words[1]).append(",purchase,1,2.50,\n");
    }
    Files.writeString(folder.resolve("events.csv"), text);
    Files.writeString(
        folder.resolve("items.csv"),
        "item,title,category,brand,price\na,A,toys,,1\nb,B,toys,,1\nc,C,toys,,1\nd,D,toys,,1\n");
    return EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
  }
}
