package dev.ricordo.postgres;

import static dev.ricordo.postgres.Appender.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed, and its server lives on or is killed too. */
final class RestartTest {

  private static final int ACKNOWLEDGED = 40;

  @TempDir Path folder;

  @Test
  void killedProcess_losesNothingThatWasAcknowledged_andItsServerIsAdopted() throws Exception {
    List<String> acknowledged = appendAndKill();

    assertThat(server()).as("the server lives on").isPresent();
    requireAllOf(acknowledged);
  }

  @Test
  void killedServer_losesNothingThatWasAcknowledged() throws Exception {
    List<String> acknowledged = appendAndKill();
    ProcessHandle server = server().orElseThrow();
    server.destroyForcibly();
    server.onExit().join();

    requireAllOf(acknowledged);
  }

  /** Starts a process that appends, kills it in the middle, and returns what it acknowledged. */
  private List<String> appendAndKill() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                data().toString(),
                folder.resolve("vault").toString())
            .redirectError(folder.resolve("appender.err").toFile())
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && acknowledged.size() < ACKNOWLEDGED * BATCH) {
        acknowledged.addAll(List.of(line.split(" ")));
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
    assertThat(acknowledged)
        .as(Files.readString(folder.resolve("appender.err")))
        .hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED * BATCH);
    return acknowledged;
  }

  private void requireAllOf(List<String> acknowledged) {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(data(), 0);
        AgroalDataSource pool = Pools.of(server);
        FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"));
        PostgresStore store = PostgresStore.open(pool, vault)) {
      List<String> kept = new ArrayList<>();
      store.journal().forEachCustomer(customer -> kept.addAll(ids(store.journal(), customer)));
      assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(kept.size() % BATCH).as("events of half a call").isZero();
    }
  }

  /** A customer's event ids; fails if their positions do not rise. */
  private static List<String> ids(Journal journal, CustomerId customer) {
    List<JournalEntry> entries = journal.read(customer, 1);
    assertThat(entries).extracting(JournalEntry::position).isSorted().doesNotHaveDuplicates();
    return entries.stream().map(entry -> entry.event().id().value()).toList();
  }

  private Path data() {
    return folder.resolve("pg");
  }

  /** The server of the data folder, by the first line of its pid file. */
  private Optional<ProcessHandle> server() throws IOException {
    String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid));
  }
}
