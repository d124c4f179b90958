package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.lab.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

  @TempDir Path folder;

  @Test
  void sessionsOfTheLog_areKept() throws IOException {
    Sessions sessions = sessions(false, "00:00,ann,a,s1", "09:00,ann,b,s1", "09:01,ann,c,s2");
    assertThat(items(sessions, 0)).containsExactly(0, 1);
    assertThat(items(sessions, 1)).containsExactly(2);
  }

  @Test
  void withoutSessions_aPauseOfHalfAnHourBeginsOne() throws IOException {
    Sessions sessions =
        sessions(false, "00:00,ann,a,", "00:30,ann,b,", "00:31,bob,c,", "01:01,ann,c,");
    assertThat(items(sessions, 0)).containsExactly(0, 1);
    assertThat(items(sessions, 1)).containsExactly(2);
    assertThat(items(sessions, 2)).containsExactly(2);
    assertThat(sessions.current(0)).isEqualTo(2);
  }

  @Test
  void wholeHistories_areOneSessionPerCustomer() throws IOException {
    Sessions sessions = sessions(true, "00:00,ann,a,s1", "09:00,ann,b,s2", "09:01,ann,a,s3");
    assertThat(sessions.count()).isEqualTo(1);
    assertThat(items(sessions, 0)).containsExactly(0, 1);
  }

  @Test
  void sessionsOfAnItem_areFoundLatestLast() throws IOException {
    Sessions sessions =
        sessions(false, "00:00,ann,a,s1", "00:01,bob,b,s2", "00:02,cid,a,s3", "00:03,cid,a,s3");
    assertThat(sessions.sessionsOf(0)).isEqualTo(2);
    assertThat(sessions.sessionOf(0, 0)).isZero();
    assertThat(sessions.sessionOf(0, 1)).isEqualTo(2);
  }

  private Sessions sessions(boolean wholeHistories, String... rows) throws IOException {
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      events.append("2020-01-01T").append(cells[0]).append(":00Z,").append(cells[1]).append(',');
      events.append(cells[2]).append(",purchase,1,2.50,").append(cells[3]).append('\n');
    }
    Files.writeString(folder.resolve("events.csv"), events);
    Files.writeString(
        folder.resolve("items.csv"),
        "item,title,category,brand,price\na,A,toys,,1\nb,B,toys,,1\nc,C,toys,,1\n");
    EventLog log = EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
    Sessions sessions = new Sessions(log, wholeHistories);
    for (int event = 0; event < log.size(); event++) {
      sessions.add(event);
    }
    return sessions;
  }

  private static List<Integer> items(Sessions sessions, int session) {
    return IntStream.range(0, sessions.size(session))
        .mapToObj(i -> sessions.item(session, i))
        .toList();
  }
}
