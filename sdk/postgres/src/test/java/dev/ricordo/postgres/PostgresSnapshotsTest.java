package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresSnapshotsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");

  private final PostgresStore store =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.freshTenant());

  @BeforeEach
  void enrol() {
    store.journal().append(List.of(view(), view(), view()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Event view() {
    return Event.viewed(ANNA, ItemId.of("lamp"), NOON);
  }

  private void put(long cursor, int content) {
    store.snapshots().put(ANNA, new Snapshot(cursor, new byte[] {(byte) content, 0, -1}));
  }

  private void requireStored(long cursor, int content) {
    Snapshot stored = store.snapshots().find(ANNA).orElseThrow();
    assertThat(stored.cursor()).isEqualTo(cursor);
    assertThat(stored.bytes()).containsExactly(content, 0, -1);
  }

  @Test
  void newerSnapshot_takesThePlaceOfAnOlder_notTheOtherWayRound() {
    assertThat(store.snapshots().find(ANNA)).isEmpty();
    put(1, 1);
    requireStored(1, 1);
    put(3, 3);
    put(2, 2);
    requireStored(3, 3);
  }

  @Test
  void erasure_removesTheSnapshot() {
    put(3, 3);
    store.journal().erase(ANNA, NOON);

    assertThat(store.snapshots().find(ANNA)).isEmpty();
  }

  @Test
  void snapshotFromBeforeAnErasure_isDropped() {
    store.journal().erase(ANNA, NOON);
    put(3, 3);
    assertThat(store.snapshots().find(ANNA)).as("unknown customer").isEmpty();

    store.journal().append(List.of(Event.viewed(ANNA, ItemId.of("lamp"), NOON.plusSeconds(1))));
    put(3, 3);
    assertThat(store.snapshots().find(ANNA)).as("ahead of the journal").isEmpty();
  }
}
