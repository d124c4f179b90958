package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresSnapshotsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");

  private final String tenant = TestDatabase.freshTenant();
  private final PostgresStore store =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);

  /** Positions of Anna's three events. */
  private final List<Long> at = new ArrayList<>();

  @BeforeEach
  void enrol() {
    store.journal().append(List.of(view(), view(), view()));
    store.journal().read(ANNA, 1).forEach(entry -> at.add(entry.position()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Event view() {
    return Event.viewed(ANNA, ItemId.of("lamp"), NOON);
  }

  private void put(long cursor, int content) {
    store.snapshots().put(ANNA, snapshot(cursor, content));
  }

  private static Snapshot snapshot(long cursor, int content) {
    return new Snapshot(cursor, new byte[] {(byte) content, 0, -1});
  }

  private void requireStored(long cursor, int content) {
    Snapshot stored = store.snapshots().find(ANNA).orElseThrow();
    assertThat(stored.cursor()).isEqualTo(cursor);
    assertThat(stored.bytes()).containsExactly(content, 0, -1);
  }

  @Test
  void newerSnapshot_takesThePlaceOfAnOlder_notTheOtherWayRound() {
    assertThat(store.snapshots().find(ANNA)).isEmpty();
    put(at.get(0), 1);
    requireStored(at.get(0), 1);
    put(at.get(2), 3);
    put(at.get(1), 2);
    requireStored(at.get(2), 3);
  }

  @Test
  void manyAtOnce_areKeptAsOneByOne() {
    CustomerId bert = CustomerId.of("bert");
    CustomerId carl = CustomerId.of("carl");
    CustomerId nobody = CustomerId.of("nobody");
    long berts = append(bert);
    long carls = append(carl);
    put(at.get(1), 2);
    store.snapshots().put(bert, snapshot(berts, 7));
    store
        .snapshots()
        .putAll(
            Map.of(
                ANNA, snapshot(at.get(0), 1), // older
                bert, snapshot(berts, 8),
                carl, snapshot(carls, 9),
                nobody, snapshot(carls, 9)));

    requireStored(at.get(1), 2);
    assertThat(store.snapshots().find(bert).orElseThrow().bytes()).containsExactly(8, 0, -1);
    assertThat(store.snapshots().find(carl).orElseThrow().cursor()).isEqualTo(carls);
    assertThat(store.snapshots().find(nobody)).isEmpty();
  }

  @Test
  void erasure_removesTheSnapshot() {
    put(at.get(2), 3);
    store.journal().erase(ANNA, NOON);

    assertThat(store.snapshots().find(ANNA)).isEmpty();
  }

  @Test
  void snapshotFromBeforeAnErasure_isDropped() {
    store.journal().erase(ANNA, NOON);
    put(at.get(2), 3);
    assertThat(store.snapshots().find(ANNA)).as("unknown customer").isEmpty();

    long last = append(ANNA);
    put(at.get(2), 3);
    assertThat(store.snapshots().find(ANNA)).as("of the life before").isEmpty();
    put(last + 1, 3);
    assertThat(store.snapshots().find(ANNA)).as("ahead of the journal").isEmpty();
    put(last, 3);
    requireStored(last, 3);
  }

  @Test
  void snapshotFromBeforeAMergeOrItsUndoing_isDropped() {
    long last = append(ANNA);
    put(last, 3);
    CustomerId visitor = CustomerId.of("visitor");
    store.journal().merge(visitor, ANNA, NOON);
    assertThat(store.snapshots().find(ANNA)).as("removed by the merge").isEmpty();
    put(last, 3);
    assertThat(store.snapshots().find(ANNA)).as("from before the merge").isEmpty();

    long together = append(visitor);
    put(together, 4);
    requireStored(together, 4);
    store.journal().unmerge(visitor, NOON);
    assertThat(store.snapshots().find(ANNA)).as("removed by the unmerge").isEmpty();
    put(together, 4);
    assertThat(store.snapshots().find(ANNA)).as("from before the unmerge").isEmpty();
  }

  private long append(CustomerId customer) {
    Event event = Event.viewed(customer, ItemId.of("lamp"), NOON.plusSeconds(1));
    return ((Appended.Accepted) store.journal().append(List.of(event)).get(0)).position();
  }

  @Test
  void shares_areKeptApartFromMemories_andGoWithThem() {
    Snapshots shares = store.snapshots().shares();
    CustomerId bert = CustomerId.of("bert");
    long berts = append(bert);
    put(at.get(2), 3);
    shares.put(ANNA, snapshot(at.get(1), 8));
    shares.put(bert, snapshot(berts, 9));

    requireStored(at.get(2), 3);
    Map<CustomerId, Snapshot> found = shares.findAll(List.of(ANNA, bert, CustomerId.of("nobody")));
    assertThat(found).containsOnlyKeys(ANNA, bert);
    assertThat(Objects.requireNonNull(found.get(ANNA)).cursor()).isEqualTo(at.get(1));
    assertThat(Objects.requireNonNull(found.get(ANNA)).bytes()).containsExactly(8, 0, -1);
    assertThat(store.snapshots().findAll(List.of(ANNA, bert))).containsOnlyKeys(ANNA);

    store.journal().merge(CustomerId.of("visitor"), ANNA, NOON);
    shares.put(ANNA, snapshot(at.get(1), 8));
    assertThat(shares.find(ANNA)).as("removed by the merge, and of before it").isEmpty();
    store.journal().erase(bert, NOON);
    assertThat(shares.find(bert)).as("removed by the erasure").isEmpty();
  }

  @Test
  void shareInTheMemorysPlace_doesNotOpen() throws SQLException {
    store.snapshots().shares().put(ANNA, snapshot(at.get(2), 8));
    try (Connection connection = TestDatabase.pool().getConnection();
        PreparedStatement change =
            connection.prepareStatement(
                "update ricordo.snapshot set kind = 0, format = 2 where tenant = ?")) {
      change.setString(1, tenant);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    assertThat(store.snapshots().find(ANNA)).isEmpty();
  }

  @Test
  void writers_lockCustomersInTheOrderOfThoseWhoAppend() throws SQLException {
    Map<CustomerId, Snapshot> snapshots = new HashMap<>();
    snapshots.put(ANNA, snapshot(at.get(0), 0));
    for (int i = 0; i < 16; i++) {
      CustomerId customer = CustomerId.of("c" + i);
      store.journal().append(List.of(Event.viewed(customer, ItemId.of("lamp"), NOON)));
      snapshots.put(customer, snapshot(store.journal().read(customer, 1).get(0).position(), i));
    }
    try (Connection halt = TestDatabase.pool().getConnection();
        Connection other = TestDatabase.pool().getConnection()) {
      halt.setAutoCommit(false);
      List<UUID> firstAndLast = orderedOtherwiseByTheirIds(halt);
      lock(halt, firstAndLast.get(1));
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> store.snapshots().putAll(snapshots));
      TestDatabase.awaitWaiting(halt, 1, writing);

      assertThatThrownBy(() -> lock(other, firstAndLast.get(0)))
          .asInstanceOf(type(SQLException.class))
          .extracting(SQLException::getSQLState)
          .as("the first is locked while the last is waited for")
          .isEqualTo("55P03");
      halt.rollback();
      writing.join();
    }
  }

  /** Two customers in the order of their digests, whose ids have the other order. */
  private List<UUID> orderedOtherwiseByTheirIds(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select a.id, b.id from ricordo.subject a join ricordo.subject b using (tenant)
            where tenant = ? and a.digest < b.digest and a.id > b.id limit 1""")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        return List.of(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
      }
    }
  }

  private static void lock(Connection connection, UUID subject) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id from ricordo.subject where id = ? for no key update nowait")) {
      select.setObject(1, subject);
      select.execute();
    }
  }
}
