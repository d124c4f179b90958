package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.spi.Snapshots.Snapshot;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the rows and at the database's files themselves. */
final class SealedRowsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CANARY = "canary";
  private static final CustomerId ANNA = CustomerId.of(CANARY + "-customer");

  @TempDir Path folder;

  private static Event event(String id) {
    return Event.viewed(ANNA, ItemId.of(CANARY + "-item"), NOON)
        .withId(EventId.of(CANARY + id))
        .withSession(CANARY + "-session");
  }

  @Test
  void filesOfTheDatabase_holdNothingReadableAndNoKey() throws Exception {
    List<byte[]> secrets;
    Path data = folder.resolve("pg");
    try (EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
        AgroalDataSource pool = Pools.of(server);
        FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      Migrations.migrate(pool);
      try (PostgresStore store = PostgresStore.open(pool, vault)) {
        store.journal().merge(CustomerId.of(CANARY + "-visitor"), ANNA, NOON);
        store.journal().append(List.of(event("-event")));
        long cursor = store.journal().read(ANNA, 1).get(0).position();
        byte[] memory = (CANARY + "-memory").getBytes(StandardCharsets.UTF_8);
        store.snapshots().put(ANNA, new Snapshot(cursor, memory));
        assertThat(store.snapshots().find(ANNA)).isPresent();
      }
      DataKey own = ((Found.Present) vault.find("default", subject(pool, "default"))).key();
      DataKey tenant = vault.findTenantKey("default").orElseThrow();
      secrets = List.of(CANARY.getBytes(StandardCharsets.UTF_8), own.bytes(), tenant.bytes());
    }
    for (byte[] secret : secrets) {
      assertThat(filesWith(secret)).isEmpty();
    }
    assertThat(filesWith("prepare_month".getBytes(StandardCharsets.UTF_8)))
        .as("the search finds what is there")
        .isNotEmpty();
  }

  private List<Path> filesWith(byte[] wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("pg"))) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, wanted)).toList();
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      byte[] content = Files.readAllBytes(file);
      for (int at = 0; at + wanted.length <= content.length; at++) {
        if (content[at] == wanted[0]
            && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rowPutInAnothersPlace_doesNotOpen() throws SQLException {
    String tenant = TestDatabase.freshTenant();
    try (PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant)) {
      store.journal().append(List.of(event("1"), event("2")));
      UUID subject = subject(TestDatabase.pool(), tenant);
      execute(
          """
          update ricordo.event e set payload = o.payload from ricordo.event o
          where e.subject = '%1$s' and o.subject = '%1$s' and e.position > o.position"""
              .formatted(subject));

      assertThatThrownBy(() -> store.journal().read(ANNA, 1))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("a row of event does not open")
          .hasMessageContaining(subject.toString())
          .hasMessageNotContaining(CANARY);
    }
  }

  @Test
  void damagedSnapshot_isAsGoodAsNone() throws SQLException {
    String tenant = TestDatabase.freshTenant();
    try (PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant)) {
      store.journal().append(List.of(event("3")));
      long cursor = store.journal().read(ANNA, 1).get(0).position();
      store.snapshots().put(ANNA, new Snapshot(cursor, new byte[100]));
      String where = " where subject = '" + subject(TestDatabase.pool(), tenant) + "'";

      execute("update ricordo.snapshot set format = 7" + where);
      assertThat(store.snapshots().find(ANNA)).isEmpty();
      execute("update ricordo.snapshot set format = 2, payload = '\\x00'" + where);
      assertThat(store.snapshots().find(ANNA)).isEmpty();
    }
  }

  private static UUID subject(AgroalDataSource pool, String tenant) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id from ricordo.subject where last_position > 0 and tenant = '"
                    + tenant
                    + "'")) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestDatabase.pool().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
