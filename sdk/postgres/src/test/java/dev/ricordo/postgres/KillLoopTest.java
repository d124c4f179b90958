package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.migrations.Migrations;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that learns under load is killed again and again, each time somewhere else: whatever it
 * acknowledged is there, nothing is there twice, and the memories that the next process goes on
 * from are those folded from nothing. {@code -Dkills=200} kills more often.
 */
/*
 * A merge, and an observe of somebody whose share is not hot, take as long as a journal is. So after
 * some kills another tenant begins, or each kill would take longer than the one before.
 */
final class KillLoopTest {

  private static final int KILLS = Integer.getInteger("kills", 4);
  private static final int KILLS_OF_A_TENANT = 10;
  private static final int LONGEST_LIFE = 100; // acknowledged lines
  private static final long SEED = 11;
  private static final String LEARNER = "learner";

  private final Random random = new Random(SEED);

  @TempDir Path folder;

  @Test
  void killedAgainAndAgain_nothingAcknowledgedIsLostOrDoubled_andMemoriesAreFreshFolds()
      throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("pg"), 0)) {
      Migrations.migrate(server.dataSource());
      for (int kill = 0; kill < KILLS; kill += KILLS_OF_A_TENANT) {
        killLearners(server, kill, Math.min(KILLS, kill + KILLS_OF_A_TENANT));
      }
    }
  }

  private void killLearners(EmbeddedDatabase server, int from, int to) throws Exception {
    String tenant = "tenant " + from;
    Set<String> acknowledged = new HashSet<>();
    for (int kill = from; kill < to; kill++) {
      acknowledged.addAll(liveAndDie(server, tenant, kill));
      // Opened anew: a store that is open learns of another process's merges up to half a second
      // late, and what is hot of those who were merged would be dropped while it is looked at.
      try (Learner.World world =
          Learner.World.open(server.jdbcUrl(), server.user(), server.password(), vault(), tenant)) {
        world.requireWhole(acknowledged, "kill " + kill + " of seed " + SEED);
      }
    }
  }

  private Path vault() {
    return folder.resolve("vault");
  }

  /** Starts a process that learns and kills it after so many acknowledgements. */
  private List<String> liveAndDie(EmbeddedDatabase server, String tenant, int life)
      throws Exception {
    int lines = 1 + random.nextInt(LONGEST_LIFE);
    Path errors = folder.resolve("learner-" + life + ".err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Learner.class.getName(),
                server.jdbcUrl() + "&ApplicationName=" + LEARNER,
                server.user(),
                server.password(),
                vault().toString(),
                tenant,
                Integer.toString(life))
            .redirectError(errors.toFile())
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        String line = reader.readLine();
        assertThat(line).as(Files.readString(errors)).isNotNull();
        acknowledged.addAll(List.of(line.split(" ")));
      }
      process.toHandle().destroyForcibly(); // which leaves what it said readable
      // What it still said before it died counts, but for a line that was cut.
      List<String> last = new ArrayList<>(reader.lines().toList());
      if (!last.isEmpty()) {
        last.remove(last.size() - 1);
      }
      last.forEach(line -> acknowledged.addAll(List.of(line.split(" "))));
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
    awaitNoConnection(server);
    return acknowledged;
  }

  /**
   * Until the server has done what it was told before the process died: it notices the death when
   * it next reads, and may commit before.
   */
  private static void awaitNoConnection(EmbeddedDatabase server)
      throws SQLException, InterruptedException {
    try (Connection connection = server.dataSource().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity where application_name = ?")) {
      select.setString(1, LEARNER);
      while (count(select) > 0) {
        Thread.sleep(10);
      }
    }
  }

  private static long count(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
