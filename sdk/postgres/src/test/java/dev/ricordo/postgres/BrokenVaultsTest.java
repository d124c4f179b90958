package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.vault.FileKeyVault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vaults that break one promise each: the search of {@link ForensicsTest}, every key tried on every
 * row of before, finds it.
 */
final class BrokenVaultsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");

  @TempDir Path folder;

  private final String tenant = TestDatabase.freshTenant();

  /** Says that it destroyed a key, and keeps it. */
  private static final class KeepsKeys extends ForwardingVault {

    KeepsKeys(KeyVault delegate) {
      super(delegate);
    }

    @Override
    public void destroy(String tenant, Collection<UUID> subjects, Instant at) {}
  }

  /** Seals everybody's rows with one key, which stays as long as anybody does. */
  private static final class OneKeyForAll extends ForwardingVault {

    OneKeyForAll(KeyVault delegate) {
      super(delegate);
    }

    @Override
    public Map<UUID, DataKey> create(String tenant, Collection<UUID> subjects) {
      Map<UUID, DataKey> keys = new HashMap<>(super.create(tenant, subjects));
      DataKey one = findTenantKey(tenant).orElseThrow();
      keys.replaceAll((subject, own) -> one);
      return keys;
    }

    @Override
    public Found find(String tenant, UUID subject) {
      return super.find(tenant, subject) instanceof Found.Present
          ? new Found.Present(findTenantKey(tenant).orElseThrow())
          : super.find(tenant, subject);
    }
  }

  /** Has no word of what it destroyed, and so nobody erases what a backup brings back. */
  private static final class LosesMarks extends ForwardingVault {

    LosesMarks(KeyVault delegate) {
      super(delegate);
    }

    @Override
    public void forEachDestroyed(String tenant, BiConsumer<UUID, Instant> consumer) {}
  }

  /** Cannot destroy anything for a while, as on a disk that is read-only. */
  private static final class FailsAtFirst extends ForwardingVault {

    private int failures;

    FailsAtFirst(KeyVault delegate, int failures) {
      super(delegate);
      this.failures = failures;
    }

    @Override
    public void destroy(String tenant, Collection<UUID> subjects, Instant at) {
      if (failures-- > 0) {
        throw new RicordoException("vault: cannot be written");
      }
      super.destroy(tenant, subjects, at);
    }
  }

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  /** How many rows of Anna's open after she was erased. */
  private int openAfterErasure(KeyVault vault) throws Exception {
    try (vault;
        PostgresStore store = PostgresStore.open(TestDatabase.pool(), vault, tenant)) {
      Journal journal = store.journal();
      journal.append(List.of(event(ANNA, "a1"), event(BEN, "b1"), event(ANNA, "a2")));
      List<SealedRow> before = SealedRow.of(TestDatabase.pool(), tenant);
      journal.erase(ANNA, NOON);
      List<SealedRow> after = SealedRow.of(TestDatabase.pool(), tenant);
      List<SealedRow> gone =
          before.stream()
              .filter(row -> !SealedRow.subjects(after).contains(row.subject()))
              .toList();
      assertThat(gone).hasSize(3);
      return SealedRow.opened(gone, vault, tenant, SealedRow.subjects(before)).size();
    }
  }

  private KeyVault right() {
    return FileKeyVault.open(folder.resolve("vault"));
  }

  @Test
  void rightVault_opensNothing() throws Exception {
    assertThat(openAfterErasure(right())).isZero();
  }

  @Test
  void vaultThatKeepsKeys_isFound() throws Exception {
    assertThat(openAfterErasure(new KeepsKeys(right()))).isEqualTo(3);
  }

  @Test
  void vaultWithOneKeyForAll_isFound() throws Exception {
    assertThat(openAfterErasure(new OneKeyForAll(right()))).isEqualTo(3);
  }

  @Test
  void vaultThatLosesMarks_isFound_whenADatabaseComesBack() throws Exception {
    try (KeyVault vault = right()) {
      try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
        Migrations.migrate(server.dataSource());
        try (PostgresStore store = PostgresStore.open(server.dataSource(), vault)) {
          store.journal().append(List.of(event(ANNA, "a1")));
          Dump.write(server.dataSource(), folder.resolve("dump"));
          store.journal().erase(ANNA, NOON);
        }
      }
      assertThat(rowsThatCameBack(new LosesMarks(vault))).as("nobody erased them").isEqualTo(2);
      assertThat(rowsThatCameBack(vault)).isZero();
    }
  }

  @Test
  void vaultThatFailsAgainAndAgain_destroysTheKey_whenItCanAgain() throws Exception {
    try (KeyVault vault = new FailsAtFirst(right(), 3);
        PostgresStore store = PostgresStore.open(TestDatabase.pool(), vault, tenant)) {
      Journal journal = store.journal();
      journal.append(List.of(event(ANNA, "a1")));
      List<SealedRow> before = SealedRow.of(TestDatabase.pool(), tenant);
      for (int time = 0; time < 3; time++) {
        assertThatThrownBy(() -> journal.erase(ANNA, NOON))
            .isInstanceOf(RicordoException.class)
            .hasMessageContaining("cannot be written");
      }
      assertThat(SealedRow.of(TestDatabase.pool(), tenant)).as("rows went at once").isEmpty();

      assertThat(journal.erase(ANNA, NOON)).isZero();
      assertThat(SealedRow.opened(before, vault, tenant, SealedRow.subjects(before))).isEmpty();
    }
  }

  @Test
  void erasureOfAProcessThatDied_repeatedInAnotherThatRuns_destroysTheKey() throws Exception {
    requireDestroyedByARepetition(journal -> journal.erase(ANNA, NOON));
  }

  @Test
  void erasureOfSomeOfAProcessThatDied_repeatedInAnotherThatRuns_destroysTheKey() throws Exception {
    requireDestroyedByARepetition(journal -> journal.erase(ANNA, Set.of(EventId.of("a1")), NOON));
  }

  @Test
  void erasureOfAProcessThatDied_repeatedWithNothingLeftToErase_destroysTheKey() throws Exception {
    Set<EventId> some = Set.of(EventId.of("a1"));
    requireDestroyedByARepetition(
        journal -> journal.erase(ANNA, journal.read(ANNA, 1).size() > 1 ? some : Set.of(), NOON));
  }

  /** One process dies before it has destroyed the key; the other has looked for such before. */
  private void requireDestroyedByARepetition(ToLongFunction<Journal> erasure) throws Exception {
    try (KeyVault vault = right();
        KeyVault unwilling = new FailsAtFirst(right(), Integer.MAX_VALUE);
        PostgresStore running = PostgresStore.open(TestDatabase.pool(), vault, tenant)) {
      running.journal().append(List.of(event(ANNA, "a1"), event(ANNA, "a2")));
      assertThat(running.journal().erase(CustomerId.of("nobody"), NOON)).isZero();
      List<SealedRow> before = SealedRow.of(TestDatabase.pool(), tenant);
      try (PostgresStore dying = PostgresStore.open(TestDatabase.pool(), unwilling, tenant)) {
        assertThatThrownBy(() -> erasure.applyAsLong(dying.journal()))
            .isInstanceOf(OutcomeUnknownException.class);
      }
      assertThat(SealedRow.opened(before, vault, tenant, SealedRow.subjects(before))).isNotEmpty();

      assertThat(erasure.applyAsLong(running.journal())).isZero();
      assertThat(SealedRow.opened(before, vault, tenant, SealedRow.subjects(before))).isEmpty();
    }
  }

  private int rowsThatCameBack(KeyVault vault) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
      Migrations.migrate(server.dataSource());
      Dump.restore(folder.resolve("dump"), server.dataSource());
      PostgresStore.open(server.dataSource(), vault).close();
      return SealedRow.of(server.dataSource(), PostgresStore.DEFAULT_TENANT).size();
    }
  }
}
