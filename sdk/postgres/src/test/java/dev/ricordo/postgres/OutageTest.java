package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutageException;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Appended;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The database stops and comes back while the store is open. */
final class OutageTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna.secret@example.org");

  @TempDir Path folder;

  @Test
  void restartedDatabase_isUsedAgain_andErasuresAreSeenAgain() throws InterruptedException {
    Path data = folder.resolve("pg");
    String tenant = TestDatabase.freshTenant();
    EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
    int port = server.port();
    try (AgroalDataSource pool = Pools.of(server)) {
      Migrations.migrate(pool);
      try (PostgresStore store = PostgresStore.open(pool, TestDatabase.vault(), tenant);
          PostgresStore rival = PostgresStore.open(pool, TestDatabase.vault(), tenant)) {
        Semaphore told = new Semaphore(0);
        store.journal().onForeignChange(touched -> told.release());
        Event event = Event.viewed(ANNA, ItemId.of("lamp"), NOON);
        store.journal().append(List.of(event));

        server.close();
        assertThatThrownBy(() -> store.journal().append(List.of(event)))
            .isInstanceOf(RicordoException.class)
            .hasNoCause()
            .hasMessageContaining("append failed")
            .hasMessageNotContaining("secret");
        server = EmbeddedDatabase.start(data, port);

        assertThat(store.journal().append(List.of(event)))
            .containsExactly(new Appended.Duplicate());
        assertThat(rival.journal().erase(ANNA, NOON)).isEqualTo(1);
        assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      server.close();
    }
  }

  /**
   * Who commits together is told together: each of them alone would wait for a connection again.
   */
  @Test
  void poolWithoutAFreeConnection_isAnOutage() {
    AtomicBoolean exhausted = new AtomicBoolean();
    DataSource pool =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("getConnection") && exhausted.get()) {
                    throw new SQLException("Sorry, acquisition timeout of anna.secret@example.org");
                  }
                  return method.invoke(TestDatabase.pool(), arguments);
                });
    try (PostgresStore store =
        PostgresStore.open(pool, TestDatabase.vault(), TestDatabase.freshTenant())) {
      Event event = Event.viewed(ANNA, ItemId.of("lamp"), NOON);
      store.journal().append(List.of(event)); // and with it the month's partition
      exhausted.set(true);
      assertThatThrownBy(() -> store.journal().append(List.of(event)))
          .isInstanceOf(OutageException.class)
          .hasNoCause()
          .hasMessage("journal: append failed, no connection was to be had");
      exhausted.set(false);
      assertThat(store.journal().append(List.of(event))).containsExactly(new Appended.Duplicate());
    }
  }

  @Test
  void readOnlyDatabase_isAnOutage() {
    String tenant = TestDatabase.freshTenant();
    Event event = Event.viewed(ANNA, ItemId.of("lamp"), NOON);
    try (PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant)) {
      store.journal().append(List.of(event)); // and with it the month's partition
    }
    PGSimpleDataSource standby = new PGSimpleDataSource();
    standby.setServerNames(new String[] {"127.0.0.1"});
    standby.setPortNumbers(new int[] {TestDatabase.port()});
    standby.setUser("postgres");
    standby.setPassword("postgres");
    standby.setOptions("-c default_transaction_read_only=on");
    try (PostgresStore store = PostgresStore.open(standby, TestDatabase.vault(), tenant)) {
      assertThat(store.journal().read(ANNA, 1)).hasSize(1);
      assertThatThrownBy(() -> store.journal().append(List.of(event)))
          .isInstanceOf(OutageException.class)
          .hasMessage("journal: append failed, SQLSTATE 25006, the database is read-only");
    }
  }

  @Test
  void vaultThatCannotBeWritten_isAnOutage() throws IOException {
    Path vaultFolder = folder.resolve("vault");
    try (FileKeyVault vault = FileKeyVault.open(vaultFolder);
        PostgresStore store =
            PostgresStore.open(TestDatabase.pool(), vault, TestDatabase.freshTenant())) {
      Files.delete(vaultFolder.resolve("lock"));
      Files.createDirectory(vaultFolder.resolve("lock"));
      Event event = Event.viewed(ANNA, ItemId.of("lamp"), NOON);
      assertThatThrownBy(() -> store.journal().append(List.of(event)))
          .isInstanceOf(OutageException.class)
          .hasMessageStartingWith("vault: ");
      Files.delete(vaultFolder.resolve("lock"));
      assertThat(store.journal().append(List.of(event))).hasSize(1);
    }
  }

  @Test
  void databaseWithoutSchema_saysWhatToDo() {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
      assertThatThrownBy(() -> PostgresStore.open(server.dataSource(), TestDatabase.vault()))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("run Migrations.migrate first");
    }
  }

  @Test
  void closedStore_saysSo() {
    PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant());
    store.close();
    store.close();

    assertThatThrownBy(() -> store.journal().read(ANNA, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("journal: is closed");
  }
}
