package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Snapshots.Snapshot;
import dev.ricordo.vault.FileKeyVault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of events that were erased alone: in the rows of before, and in the vault. */
final class EraseSomeTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId VISITOR = CustomerId.of("visitor");
  private static final CustomerId BEN = CustomerId.of("ben");

  @TempDir Path folder;

  private final String tenant = TestDatabase.freshTenant();
  private FileKeyVault vault;
  private PostgresStore store;

  @BeforeEach
  void open() {
    vault = FileKeyVault.open(folder.resolve("vault"));
    store = PostgresStore.open(TestDatabase.pool(), vault, tenant);
  }

  @AfterEach
  void close() {
    store.close();
    vault.close();
  }

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  private List<SealedRow> dump() throws SQLException {
    return SealedRow.of(TestDatabase.pool(), tenant);
  }

  private List<SealedRow> opened(List<SealedRow> rows, Set<UUID> subjects) {
    return SealedRow.opened(rows, vault, tenant, subjects);
  }

  private void snapshot(CustomerId customer) {
    List<Long> positions =
        store.journal().read(customer, 1).stream().map(entry -> entry.position()).toList();
    store
        .snapshots()
        .put(customer, new Snapshot(positions.get(positions.size() - 1), new byte[] {1, 2, 3}));
  }

  @Test
  void noKeyThatIsLeft_opensARowOfBefore_andOthersKeysAreUntouched() throws SQLException {
    store
        .journal()
        .append(
            List.of(event(VISITOR, "v1"), event(ANNA, "a1"), event(BEN, "b1"), event(ANNA, "a2")));
    store.journal().merge(VISITOR, ANNA, NOON);
    store.journal().append(List.of(event(ANNA, "a3")));
    snapshot(ANNA);
    snapshot(BEN);
    List<SealedRow> before = dump();
    Set<UUID> subjects = SealedRow.subjects(before);
    assertThat(opened(before, subjects)).isEqualTo(before).hasSize(10);

    assertThat(store.journal().erase(ANNA, Set.of(EventId.of("v1")), NOON)).isEqualTo(1);

    subjects.addAll(SealedRow.subjects(dump()));
    List<SealedRow> stillOpen = opened(before, subjects);
    assertThat(stillOpen)
        .extracting(SealedRow::table)
        .containsExactlyInAnyOrder("event", "snapshot", "subject");
    assertThat(SealedRow.subjects(stillOpen)).as("Ben's alone").hasSize(1);
    assertThat(opened(dump(), subjects)).hasSameSizeAs(dump());
    assertThat(store.snapshots().find(ANNA)).isEmpty();
    assertThat(store.snapshots().find(BEN)).isPresent();
  }

  @Test
  void eventPutRight_leavesNoKeyThatOpensTheWrongOne() throws SQLException {
    store.journal().append(List.of(event(ANNA, "a1"), event(BEN, "b1"), event(ANNA, "a2")));
    snapshot(ANNA);
    List<SealedRow> before = dump();
    Set<UUID> subjects = SealedRow.subjects(before);
    store
        .journal()
        .replace(
            Event.viewed(ANNA, ItemId.of("sofa"), NOON).withId(EventId.of("a1")),
            NOON.plusSeconds(1));

    subjects.addAll(SealedRow.subjects(dump()));
    assertThat(SealedRow.subjects(opened(before, subjects))).as("Ben's alone").hasSize(1);
    assertThat(opened(dump(), subjects)).hasSameSizeAs(dump());
    assertThat(store.snapshots().find(ANNA)).isEmpty();
  }

  @Test
  void erasureIsSeenByOthersOnTheSameTables_andSurvivesAReopening() {
    store.journal().append(List.of(event(ANNA, "a1"), event(ANNA, "a2")));
    store.journal().erase(ANNA, Set.of(EventId.of("a1")), NOON);
    store.close();
    store = PostgresStore.open(TestDatabase.pool(), vault, tenant);
    assertThat(store.journal().read(ANNA, 1))
        .extracting(entry -> entry.event().id().value())
        .containsExactly("a2");
  }

  @Test
  void memoryOfBefore_mayNotBeKeptAfterwards() {
    store.journal().append(List.of(event(ANNA, "a1"), event(ANNA, "a2")));
    long cursor = store.journal().read(ANNA, 1).get(1).position();
    store.journal().erase(ANNA, Set.of(EventId.of("a1")), NOON);
    store.snapshots().put(ANNA, new Snapshot(cursor, new byte[] {1}));
    assertThat(store.snapshots().find(ANNA)).isEmpty();
  }
}
