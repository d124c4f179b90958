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
import dev.ricordo.spi.KeyVault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;

/** A connection that dies after the database committed and before it could say so. */
final class CommitLostTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");

  private static final int LOCK = 4711;

  /** Whoever commits an erasure waits for the lock, when the client has said that it commits. */
  private static final String HOLD_COMMITS =
      """
      create function public.hold_commit() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(%d);
        return null;
      end $$;
      create constraint trigger hold_commit after insert on ricordo.erased
        deferrable initially deferred for each row execute function public.hold_commit()"""
          .formatted(LOCK);

  private final String tenant = TestDatabase.freshTenant();
  private final AtomicBoolean lost = new AtomicBoolean();

  private static Event event(String id) {
    return Event.viewed(ANNA, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  @Test
  void appendWhoseCommitIsLost_isOfUnknownOutcome_andADuplicateAtTheNextTry() {
    try (PostgresStore store = PostgresStore.open(losing(), TestDatabase.vault(), tenant)) {
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

  @ParameterizedTest
  @ValueSource(strings = {"anna", "bert"})
  void erasureWhoseLostCommitIsUnderWay_isCompletedByTheNext(String next) throws SQLException {
    requireKeyDestroyedByTheNext(store -> store.journal().erase(CustomerId.of(next), NOON));
  }

  @Test
  void erasureWhoseLostCommitIsUnderWay_isCompletedByTheNextProcess() throws SQLException {
    requireKeyDestroyedByTheNext(
        store -> {
          try (PostgresStore other =
              PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant)) {
            other.journal().erase(ANNA, NOON);
          }
        });
  }

  /** The next erasure begins while the server is about to commit the one of a lost connection. */
  private void requireKeyDestroyedByTheNext(Consumer<PostgresStore> next) throws SQLException {
    AtomicReference<Connection> newest = new AtomicReference<>();
    try (PostgresStore store =
            PostgresStore.open(remembering(newest), TestDatabase.vault(), tenant);
        Connection halt = TestDatabase.pool().getConnection();
        Statement statement = halt.createStatement()) {
      store.journal().append(List.of(event("a1")));
      UUID subject = onlySubject(halt);
      statement.execute(HOLD_COMMITS);
      try {
        halt.setAutoCommit(false);
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        CompletableFuture<Long> lostErasure =
            CompletableFuture.supplyAsync(() -> store.journal().erase(ANNA, NOON));
        TestDatabase.awaitWaiting(halt, 1, lostErasure);
        cut(Objects.requireNonNull(newest.get()));
        assertThatThrownBy(lostErasure::join).hasCauseInstanceOf(OutcomeUnknownException.class);

        CompletableFuture<Void> nextErasure = CompletableFuture.runAsync(() -> next.accept(store));
        TestDatabase.awaitWaiting(halt, 2, nextErasure);
        halt.commit();
        nextErasure.join();
      } finally {
        halt.rollback();
        halt.setAutoCommit(true);
        statement.execute("drop function public.hold_commit cascade");
      }

      assertThat(TestDatabase.vault().find(tenant, subject))
          .isInstanceOf(KeyVault.Found.Destroyed.class);
    }
  }

  /** Closes the socket. The server does not look for it before it answers. */
  private static void cut(Connection connection) throws SQLException {
    connection.unwrap(PgConnection.class).abort(Runnable::run);
  }

  private UUID onlySubject(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select id from ricordo.subject where tenant = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getObject(1, UUID.class);
      }
    }
  }

  private static DataSource remembering(AtomicReference<Connection> newest) {
    return proxy(
        DataSource.class,
        TestDatabase.pool(),
        (method, result) -> {
          if (result instanceof Connection connection) {
            newest.set(connection);
          }
          return result;
        });
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
