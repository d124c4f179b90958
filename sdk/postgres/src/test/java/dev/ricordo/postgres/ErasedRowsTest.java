package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks at the tables themselves. */
final class ErasedRowsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CANARY = "canary";
  private static final List<String> TABLES =
      List.of("tenant", "subject", "event", "snapshot", "tombstone");

  @Test
  void noRow_namesAForgottenCustomer() throws SQLException {
    CustomerId customer = CustomerId.of(CANARY + "-customer");
    try (PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.freshTenant())) {
      Event event =
          Event.viewed(customer, ItemId.of(CANARY + "-item"), NOON)
              .withId(EventId.of(CANARY + "-event"))
              .withSession(CANARY + "-session");
      store.journal().append(List.of(event));
      long position = store.journal().read(customer, 1).get(0).position();
      byte[] memory = (CANARY + "-memory").getBytes(StandardCharsets.UTF_8);
      store.snapshots().put(customer, new Snapshot(position, memory));
      assertThat(rowsWithCanary()).as("subject, event, snapshot").isEqualTo(3);

      store.journal().erase(customer, NOON);
      store.journal().append(List.of(event));
      assertThat(rowsWithCanary()).isZero();
    }
  }

  /** Counts rows whose text form holds the canary, as text or as the hexadecimal of a bytea. */
  private static int rowsWithCanary() throws SQLException {
    String hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));
    int rows = 0;
    try (Connection connection = TestDatabase.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        String sql =
            "select count(*) from ricordo.%1$s t where t::text like '%%%2$s%%' or t::text like '%%%3$s%%'"
                .formatted(table, CANARY, hex);
        try (ResultSet row = statement.executeQuery(sql)) {
          row.next();
          rows += row.getInt(1);
        }
      }
    }
    return rows;
  }
}
