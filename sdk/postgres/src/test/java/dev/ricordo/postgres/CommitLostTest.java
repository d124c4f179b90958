package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A connection that dies after the database committed and before it could say so. */
final class CommitLostTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");

  private final AtomicBoolean lost = new AtomicBoolean();

  private static Event event(String id) {
    return Event.viewed(ANNA, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  @Test
  void appendWhoseCommitIsLost_isOfUnknownOutcome_andADuplicateAtTheNextTry() {
    try (PostgresStore store =
        PostgresStore.open(losing(), TestDatabase.vault(), TestDatabase.freshTenant())) {
      Journal journal = store.journal();
      journal.append(List.of(event("a1")));
      lost.set(true);
      assertThatThrownBy(() -> journal.append(List.of(event("a2"))))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasNoCause()
          .hasMessageContaining("append failed, SQLSTATE 08006");

      assertThat(journal.append(List.of(event("a2")))).containsExactly(new Appended.Duplicate());
      assertThat(journal.read(ANNA, 1)).hasSize(2);
    }
  }

  private DataSource losing() {
    return proxy(
        DataSource.class,
        TestDatabase.pool(),
        (method, result) ->
            result instanceof Connection connection
                ? proxy(Connection.class, connection, this::committed)
                : result);
  }

  private @Nullable Object committed(Method method, @Nullable Object result) throws SQLException {
    if (method.getName().equals("commit") && lost.getAndSet(false)) {
      throw new SQLException("the connection was cut", "08006");
    }
    return result;
  }

  private interface After {
    @Nullable Object apply(Method method, @Nullable Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return after.apply(method, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
