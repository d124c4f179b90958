package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Snapshots.Snapshot;
import dev.ricordo.vault.FileKeyVault;
import dev.ricordo.vault.Seal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /** A sealed row, as a dump has it. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Dumped(String table, UUID subject, long position, short format, byte[] payload) {

    /** Whether a key opens it, of whatever subject the key is. */
    boolean opensWith(Seal seal, Sealing sealing) {
      try {
        switch (table) {
          case "event" ->
              sealing.event(seal, new EventRow.Line(subject, position, format, payload));
          case "snapshot" -> sealing.snapshot(seal, snapshot());
          default -> sealing.customer(seal, subject, format, payload);
        }
        return true;
      } catch (RicordoException e) {
        return false;
      }
    }

    private SnapshotRow snapshot() {
      SnapshotRow row = new SnapshotRow();
      row.subject = subject;
      row.position = position;
      row.format = format;
      row.payload = payload;
      return row;
    }
  }

  private List<Dumped> dump() throws SQLException {
    List<Dumped> rows = new ArrayList<>();
    try (Connection connection = TestDatabase.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select 'event', subject, position, format, payload
                from ricordo.event where tenant = '%1$s'
                union all select 'snapshot', subject, position, format, payload
                from ricordo.snapshot where tenant = '%1$s'
                union all select 'subject', id, 0, format, customer
                from ricordo.subject where tenant = '%1$s'"""
                    .formatted(tenant))) {
      while (row.next()) {
        rows.add(
            new Dumped(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getShort(4),
                row.getBytes(5)));
      }
    }
    return rows;
  }

  private static Set<UUID> subjects(List<Dumped> rows) {
    return rows.stream().map(Dumped::subject).collect(Collectors.toSet());
  }

  /** Rows that one of the keys opens that the vault still has of these subjects. */
  private List<Dumped> opened(List<Dumped> rows, Set<UUID> subjects) {
    Sealing sealing = new Sealing(vault, tenant);
    List<Seal> keys = subjects.stream().flatMap(s -> sealing.find(s).stream()).toList();
    return rows.stream()
        .filter(row -> keys.stream().anyMatch(key -> row.opensWith(key, sealing)))
        .toList();
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
    List<Dumped> before = dump();
    Set<UUID> subjects = subjects(before);
    assertThat(opened(before, subjects)).isEqualTo(before).hasSize(10);

    assertThat(store.journal().erase(ANNA, Set.of(EventId.of("v1")), NOON)).isEqualTo(1);

    subjects.addAll(subjects(dump()));
    List<Dumped> stillOpen = opened(before, subjects);
    assertThat(stillOpen)
        .extracting(Dumped::table)
        .containsExactlyInAnyOrder("event", "snapshot", "subject");
    assertThat(subjects(stillOpen)).as("Ben's alone").hasSize(1);
    assertThat(opened(dump(), subjects)).hasSameSizeAs(dump());
    assertThat(store.snapshots().find(ANNA)).isEmpty();
    assertThat(store.snapshots().find(BEN)).isPresent();
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
