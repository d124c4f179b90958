package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class KillLoopTest {

  private static final int KILLS = Integer.getInteger("kills", 4);
  private static final int LONGEST_LIFE = 400; // acknowledged lines
  private static final long SEED = 11;

  @TempDir Path folder;

  @Test
  void killedAgainAndAgain_nothingAcknowledgedIsLostOrDoubled_andMemoriesAreFreshFolds()
      throws Exception {
    Random random = new Random(SEED);
    Set<String> acknowledged = new HashSet<>();
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("pg"), 0)) {
      for (int life = 0; life < KILLS; life++) {
        acknowledged.addAll(liveAndDie(server, life, 1 + random.nextInt(LONGEST_LIFE)));
        requireWhole(server, acknowledged, "kill " + life + " of seed " + SEED);
      }
    }
  }

  private Path vault() {
    return folder.resolve("vault");
  }

  /** Starts a process that learns and kills it after so many acknowledgements. */
  private List<String> liveAndDie(EmbeddedDatabase server, int life, int lines) throws IOException {
    Path errors = folder.resolve("learner-" + life + ".err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Learner.class.getName(),
                server.jdbcUrl(),
                server.user(),
                server.password(),
                vault().toString(),
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
    return acknowledged;
  }

  private void requireWhole(EmbeddedDatabase server, Set<String> acknowledged, String when) {
    try (Learner.World world =
        Learner.World.open(server.jdbcUrl(), server.user(), server.password(), vault())) {
      world.requireWhole(acknowledged, when);
    }
  }
}
