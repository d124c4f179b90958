package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The database refuses a row in the middle of a call. */
final class RefusalTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna.secret@example.org");

  @Test
  void refusedRow_leavesNothingOfTheCall_andItsMessageStaysInside() throws SQLException {
    String tenant = TestDatabase.freshTenant();
    List<Event> events = List.of(event("e1"), event("e2"), event("e3"));
    try (PostgresStore store =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant)) {
      refuseThirdEvents(tenant);
      try {
        assertThatThrownBy(() -> store.journal().append(events))
            .isInstanceOf(RicordoException.class)
            .hasNoCause()
            .hasMessage("journal: append failed, SQLSTATE P0001");
      } finally {
        execute("drop trigger refuse on ricordo.event");
        execute("drop sequence ricordo.seen");
      }
      assertThat(store.journal().read(ANNA, 1)).isEmpty();
      store.journal().forEachCustomer(customer -> assertThat(customer).isNull());

      assertThat(store.journal().append(events))
          .hasSize(3)
          .allMatch(Appended.Accepted.class::isInstance);
    }
  }

  private static Event event(String id) {
    return Event.viewed(ANNA, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  private static void refuseThirdEvents(String tenant) throws SQLException {
    execute(
        """
        create or replace function ricordo.refuse() returns trigger language plpgsql as
        $$ begin
          if nextval('ricordo.seen') = 3 then
            raise exception 'refusing anna.secret@example.org';
          end if;
          return new;
        end $$""");
    execute("create sequence ricordo.seen");
    execute(
        "create trigger refuse before insert on ricordo.event for each row when (new.tenant = '"
            + tenant
            + "') execute function ricordo.refuse()");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestDatabase.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
