package dev.ricordo.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives a connection up whose server is silent for too long: one that is gone without a word,
 * behind a cable that was cut say, would keep its callers until TCP gives up, for many minutes. The
 * host may share the pool, so its connections go back with the limit they came with.
 */
final class SilenceLimit {

  /** Longer than any statement of ours takes to begin to answer, or to wait for a lock. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private SilenceLimit() {}

  static DataSource on(DataSource database) {
    return on(database, SILENCE);
  }

  static DataSource on(DataSource database, Duration silence) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = call(database, method, arguments);
          return result instanceof Connection connection ? limited(connection, silence) : result;
        });
  }

  private static Connection limited(Connection connection, Duration silence) throws SQLException {
    int before = limit(connection, silence);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("close")) {
            restore(connection, before);
          }
          return call(connection, method, arguments);
        });
  }

  /** The limit that there was. A connection that takes no other goes back to its pool. */
  private static int limit(Connection connection, Duration silence) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
      return before;
    } catch (SQLException e) {
      try (connection) {
        throw e;
      }
    }
  }

  private static void restore(Connection connection, int before) {
    try {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    } catch (SQLException e) {
      // It died: nobody uses it again, but its pool must hear that it is closed.
    }
  }

  private interface Handler {
    @Nullable Object handle(Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SilenceLimit.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.handle(method, arguments)));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
