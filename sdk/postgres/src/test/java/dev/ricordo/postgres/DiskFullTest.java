package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Eventually;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disk of the database, or of the vault, fills up and is given room again. Runs under the Maven
 * profile {@code small-disk}, on the file system that {@code -Dsmall.disk} names: about 200 MB, and
 * nothing else on it.
 */
@Tag("small-disk")
final class DiskFullTest {

  private static final int EVENTS_PER_CALL = 200;
  private static final int ENOUGH_CALLS = 5_000;
  private static final int KEYS_PER_CALL = 500;
  private static final int MEGABYTE = 1 << 20;
  private static final long SEED = 17;
  private static final String SHOP = "shop";

  private final Random random = new Random(SEED);
  private Path disk;
  private Path ballast;

  @TempDir Path elsewhere;

  @BeforeEach
  void makeFolders() throws IOException {
    String given =
        Objects.requireNonNull(System.getProperty("small.disk"), "small.disk: names no folder");
    disk = Files.createTempDirectory(Path.of(given), "disk-full");
    ballast = disk.resolve("ballast");
  }

  @AfterEach
  void clear() throws IOException {
    FileUtils.deleteDirectory(disk.toFile());
  }

  /**
   * With its usual size PostgreSQL's write-ahead log takes the last room, and the server goes down;
   * kept small, the tables do, and the server refuses.
   */
  @ParameterizedTest
  @ValueSource(strings = {"1GB", "32MB"})
  void databaseWithoutRoom_refuses_andGoesOnWithNothingLostOrDoubled(String maxWal)
      throws Exception {
    Path data = disk.resolve("pg");
    Set<String> acknowledged = new HashSet<>();
    EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
    int port = server.port();
    Migrations.migrate(server.dataSource());
    try (Learner.World world =
        Learner.World.open(
            server.jdbcUrl(),
            server.user(),
            server.password(),
            elsewhere.resolve("vault"),
            PostgresStore.DEFAULT_TENANT)) {
      keepWalBelow(server, maxWal);
      try (Ricordo ricordo = world.ricordo(world.store().snapshots())) {
        leaveFree(24);
        assertThatThrownBy(() -> learnUntilRefused(ricordo, acknowledged))
            .isInstanceOf(RicordoException.class)
            .hasNoCause()
            .hasMessageMatching("journal: append failed, (SQLSTATE (53100|57P0.|08...)).*");
        assertThat(acknowledged).isNotEmpty();

        Files.delete(ballast);
        if (!answers(server)) {
          server.close();
          server = EmbeddedDatabase.start(data, port);
        }
        world.requireWhole(acknowledged, "after the disk was full, seed " + SEED);
        acknowledged.addAll(learn(ricordo, ENOUGH_CALLS));
        world.requireWhole(acknowledged, "after more was learned, seed " + SEED);
        try (Ricordo folded = world.ricordo(Snapshots.none())) {
          Learner.CUSTOMERS.forEach(
              customer ->
                  Eventually.holds( // the sums are folded anew beside whoever asks
                      () ->
                          Learner.World.requireSame(ricordo, folded, customer, "the one in use")));
        }
      }
    } finally {
      server.close();
    }
  }

  private static void keepWalBelow(EmbeddedDatabase server, String size) throws SQLException {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set min_wal_size = '32MB'");
      statement.execute("alter system set max_wal_size = '" + size + "'");
      statement.execute("select pg_reload_conf()");
    }
  }

  private static boolean answers(EmbeddedDatabase server) {
    try (Connection connection = server.dataSource().getConnection()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private void learnUntilRefused(Ricordo ricordo, Set<String> acknowledged) {
    for (int call = 0; call < ENOUGH_CALLS; call++) {
      acknowledged.addAll(learn(ricordo, call));
    }
  }

  private List<String> learn(Ricordo ricordo, int call) {
    List<Event> events = events(call);
    ricordo.observeAll(events);
    return events.stream().map(event -> event.id().value()).toList();
  }

  private List<Event> events(int call) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return IntStream.range(0, EVENTS_PER_CALL)
        .mapToObj(
            i ->
                Event.viewed(
                        Learner.CUSTOMERS.get(random.nextInt(Learner.CUSTOMERS.size())),
                        ItemId.of("i" + random.nextInt(Learner.ITEMS)),
                        now)
                    .withId(EventId.of(call + ":" + EVENTS_PER_CALL + ":" + i)))
        .toList();
  }

  @Test
  void vaultWithoutRoom_refusesNewKeys_keepsTheOthers_andHoldsNothingHalf() throws IOException {
    Path folder = disk.resolve("vault");
    Map<UUID, DataKey> keys = new HashMap<>();
    try (FileKeyVault vault = FileKeyVault.open(folder)) {
      vault.createTenantKey(SHOP);
      keys.putAll(vault.create(SHOP, subjects(KEYS_PER_CALL)));
      leaveFree(1);
      assertThatThrownBy(() -> createUntilRefused(vault, keys))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("No space left on device");
      long size = Files.size(keysOf(folder));
      assertThatThrownBy(() -> vault.create(SHOP, subjects(KEYS_PER_CALL)))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("No space left on device");

      assertThat(Files.size(keysOf(folder))).isEqualTo(size).isEqualTo(128L * (keys.size() + 1));
      requireAll(vault, keys);
      try (FileKeyVault another = FileKeyVault.open(folder)) {
        requireAll(another, keys);
      }
      UUID gone = keys.keySet().iterator().next();
      vault.destroy(SHOP, List.of(gone), Instant.EPOCH);
      assertThat(vault.find(SHOP, gone)).isEqualTo(new Found.Destroyed(Instant.EPOCH));
      keys.remove(gone);

      Files.delete(ballast);
      keys.putAll(vault.create(SHOP, subjects(KEYS_PER_CALL)));
      requireAll(vault, keys);
    }
  }

  @Test
  void backupWithoutRoom_isNotThere_noTenantIsHalfMade() throws IOException {
    Path backup = disk.resolve("backup");
    try (FileKeyVault vault = FileKeyVault.open(disk.resolve("vault"))) {
      vault.createTenantKey(SHOP);
      Map<UUID, DataKey> keys = vault.create(SHOP, subjects(10 * KEYS_PER_CALL));
      leaveFree(0);
      assertThatThrownBy(() -> vault.backup(backup))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> vault.createTenantKey("another"))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("No space left on device");
      assertThat(vault.findTenantKey("another")).isEmpty();
      try (Stream<Path> files = Files.walk(disk)) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".partial"));
      }

      Files.delete(ballast);
      vault.createTenantKey("another");
      vault.backup(backup);
      try (FileKeyVault copy = FileKeyVault.open(backup)) {
        requireAll(copy, keys);
      }
    }
  }

  private void createUntilRefused(FileKeyVault vault, Map<UUID, DataKey> keys) {
    for (int call = 0; call < ENOUGH_CALLS; call++) {
      keys.putAll(vault.create(SHOP, subjects(KEYS_PER_CALL)));
    }
  }

  private static void requireAll(FileKeyVault vault, Map<UUID, DataKey> keys) {
    keys.forEach((s, key) -> assertThat(vault.find(SHOP, s)).isEqualTo(new Found.Present(key)));
  }

  private List<UUID> subjects(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()))
        .toList();
  }

  private static Path keysOf(Path vault) throws IOException {
    try (Stream<Path> files = Files.walk(vault)) {
      return files.filter(file -> file.endsWith("data.keys")).findFirst().orElseThrow();
    }
  }

  /** Fills the disk with a file that holds nothing, but for so many megabytes. */
  private void leaveFree(int megabytes) throws IOException {
    byte[] some = new byte[MEGABYTE / 16];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (disk.toFile().getUsableSpace() > (long) megabytes * MEGABYTE) {
        out.write(some);
      }
    } catch (IOException e) {
      assertThat(megabytes).as("the disk was fuller than %s MB", megabytes).isZero();
    }
  }
}
