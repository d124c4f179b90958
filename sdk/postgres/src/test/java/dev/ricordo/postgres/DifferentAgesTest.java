package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database and its vault are lost and come back, each from a backup of its own. */
final class DifferentAgesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final CustomerId CARL = CustomerId.of("carl");

  @TempDir Path folder;

  private final String tenant = TestDatabase.freshTenant();

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  private static List<CustomerId> customers(Journal journal) {
    List<CustomerId> customers = new ArrayList<>();
    journal.forEachCustomer(customers::add);
    return customers;
  }

  private FileKeyVault vault(String name) {
    return FileKeyVault.open(folder.resolve(name));
  }

  private PostgresStore open(FileKeyVault vault) {
    return PostgresStore.open(TestDatabase.pool(), vault, tenant);
  }

  @Test
  void lostVault_isToldAtTheStart_andItsBackupBringsAllBack() {
    try (FileKeyVault vault = vault("vault");
        PostgresStore store = open(vault)) {
      store.journal().append(List.of(event(ANNA, "a1"), event(BERT, "b1")));
      vault.backup(folder.resolve("backup"));
    }
    try (FileKeyVault empty = vault("empty")) {
      assertThatThrownBy(() -> open(empty))
          .isInstanceOf(RicordoException.class)
          .hasMessageStartingWith("vault: holds no key of tenant")
          .hasMessageEndingWith("restore the vault's newest backup");
      empty.createTenantKey(tenant);
      assertThatThrownBy(() -> open(empty))
          .isInstanceOf(RicordoException.class)
          .hasMessageStartingWith("vault: does not belong to this database");
    }
    FileKeyVault.restore(folder.resolve("backup"), folder.resolve("restored"));
    try (FileKeyVault restored = vault("restored");
        PostgresStore store = open(restored)) {
      assertThat(customers(store.journal())).containsExactlyInAnyOrder(ANNA, BERT);
      assertThat(store.journal().read(ANNA, 1)).hasSize(1);
    }
  }

  @Test
  void olderVault_destroysAgainWhatWasErased_andNamesWhoseKeyIsLost() {
    try (FileKeyVault vault = vault("vault");
        PostgresStore store = open(vault)) {
      store.journal().append(List.of(event(ANNA, "a1"), event(BERT, "b1")));
      vault.backup(folder.resolve("backup"));
      store.journal().erase(ANNA, NOON);
      store.journal().append(List.of(event(CARL, "c1")));
    }
    FileKeyVault.restore(folder.resolve("backup"), folder.resolve("restored"));
    try (FileKeyVault restored = vault("restored")) {
      assertThat(destroyed(restored)).isEmpty();
      try (PostgresStore store = open(restored)) {
        assertThat(destroyed(restored)).containsExactly(NOON);
        assertThatThrownBy(() -> customers(store.journal()))
            .isInstanceOf(RicordoException.class)
            .hasMessageStartingWith("vault: holds no key of subject ");
        assertThatThrownBy(() -> store.journal().append(List.of(event(CARL, "c2"))))
            .isInstanceOf(RicordoException.class)
            .hasMessageStartingWith("vault: holds no key of subject ");
        assertThat(store.journal().read(BERT, 1)).hasSize(1);

        assertThat(store.eraseUnreadable(NOON)).isEqualTo(1);
        assertThat(customers(store.journal())).containsExactly(BERT);
        assertThat(store.journal().append(List.of(event(CARL, "c1"))))
            .containsExactly(new Appended.Forgotten());
      }
    }
  }

  @Test
  void olderVault_leavesRequestsWithoutDetails_andTheOthersReadable() {
    UUID lost;
    try (FileKeyVault vault = vault("vault");
        PostgresStore store = open(vault)) {
      store.docket().add(ANNA, "letter 1", "received", "her name");
      vault.backup(folder.resolve("backup"));
      lost = store.docket().add(BERT, "letter 2", "received", "his name").id();
    }
    FileKeyVault.restore(folder.resolve("backup"), folder.resolve("restored"));
    try (FileKeyVault restored = vault("restored");
        PostgresStore store = open(restored)) {
      assertThat(store.docket().all())
          .extracting(Docket.Entry::details)
          .containsExactlyInAnyOrder(Optional.of("her name"), Optional.empty());
      Docket.Entry his = store.docket().find(lost).orElseThrow();
      assertThat(store.docket().isOf(his, BERT)).isTrue();
      assertThat(store.docket().change(his, "refused").state()).isEqualTo("refused");

      assertThat(store.eraseUnreadable(NOON)).as("customers").isZero();
      assertThat(restored.find(tenant, lost)).isEqualTo(new KeyVault.Found.Destroyed(NOON));
      assertThat(store.docket().of(BERT))
          .extracting(Docket.Entry::details)
          .containsOnly(Optional.empty());
      assertThat(store.docket().of(ANNA))
          .extracting(Docket.Entry::details)
          .containsExactly(Optional.of("her name"));
    }
  }

  private List<Instant> destroyed(FileKeyVault vault) {
    List<Instant> times = new ArrayList<>();
    vault.forEachDestroyed(tenant, (subject, at) -> times.add(at));
    return times;
  }

  @Test
  void olderDatabase_erasesWhoseKeyIsDestroyed_andRefusesTheirLateEvents() throws Exception {
    Path data = folder.resolve("pg");
    Path backup = folder.resolve("pg-backup");
    try (FileKeyVault vault = vault("vault")) {
      try (EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
          AgroalDataSource pool = Pools.of(server)) {
        Migrations.migrate(pool);
        try (PostgresStore store = PostgresStore.open(pool, vault)) {
          store.journal().append(List.of(event(ANNA, "a1"), event(BERT, "b1"), event(CARL, "c1")));
          store.journal().merge(ANNA, BERT, NOON);
          store.journal().merge(CARL, ANNA, NOON);
        }
      }
      FileUtils.copyDirectory(data.toFile(), backup.toFile());
      try (EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
          AgroalDataSource pool = Pools.of(server);
          PostgresStore store = PostgresStore.open(pool, vault)) {
        store.journal().unmerge(CARL, NOON);
        store.journal().unmerge(ANNA, NOON);
        store.journal().erase(ANNA, NOON.plusSeconds(10));
      }
      FileUtils.deleteDirectory(data.toFile());
      FileUtils.copyDirectory(backup.toFile(), data.toFile());
      setOwnerOnly(data);
      try (EmbeddedDatabase server = EmbeddedDatabase.start(data, 0);
          AgroalDataSource pool = Pools.of(server);
          PostgresStore store = PostgresStore.open(pool, vault)) {
        assertThat(customers(store.journal())).containsExactlyInAnyOrder(BERT, CARL);
        assertThat(store.journal().read(ANNA, 1)).isEmpty();
        assertThat(store.journal().read(BERT, 1)).hasSize(1);
        assertThat(store.journal().append(List.of(event(ANNA, "a1"))))
            .containsExactly(new Appended.Forgotten());
      }
    }
  }

  /** PostgreSQL insists on it. */
  private static void setOwnerOnly(Path data) throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void erasureThatEndedBeforeTheKeyWasDestroyed_isCompletedAtTheNextStart() {
    FileKeyVault dying = vault("vault");
    try (PostgresStore store = open(dying)) {
      store.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
      dying.close();
      assertThatThrownBy(() -> store.journal().erase(ANNA, NOON))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("vault: is closed");
    }
    try (FileKeyVault vault = vault("vault")) {
      assertThat(destroyed(vault)).isEmpty();
      try (PostgresStore store = open(vault)) {
        assertThat(destroyed(vault)).containsExactly(NOON);
        assertThat(store.journal().standings(List.of(ANNA))).isEmpty();
      }
    }
  }

  @Test
  void olderDatabase_losesTheKeysOfRequestsWithWhoeverItBringsBack() throws Exception {
    try (FileKeyVault vault = vault("vault")) {
      UUID request;
      try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
        Migrations.migrate(server.dataSource());
        try (PostgresStore store = PostgresStore.open(server.dataSource(), vault)) {
          store.journal().append(List.of(event(ANNA, "a1"), event(ANNA, "a2")));
          request = store.docket().add(ANNA, "letter 7", "received", "her name").id();
          Dump.write(server.dataSource(), folder.resolve("dump"));
          store.journal().erase(ANNA, Set.of(EventId.of("a1")), NOON);
        }
      }
      try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
        Migrations.migrate(server.dataSource());
        Dump.restore(folder.resolve("dump"), server.dataSource());
        PostgresStore.open(server.dataSource(), vault).close();
      }

      assertThat(vault.find(PostgresStore.DEFAULT_TENANT, request))
          .isInstanceOf(KeyVault.Found.Destroyed.class);
    }
  }
}
