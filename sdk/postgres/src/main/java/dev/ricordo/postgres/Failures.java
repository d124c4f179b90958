package dev.ricordo.postgres;

import dev.ricordo.OutageException;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the database means, by its SQLSTATE. A translated failure keeps neither message
 * nor cause: both may quote a row.
 */
final class Failures {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK = "40P01";
  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";

  private Failures() {}

  /** Whether the database refused the transaction because another one came in between. */
  static boolean lostRace(Throwable failure) {
    String state = sqlState(failure);
    return failure instanceof Raced
        || UNIQUE_VIOLATION.equals(state)
        || SERIALIZATION_FAILURE.equals(state)
        || DEADLOCK.equals(state);
  }

  /** Whether the connection was gone: closed by a restart, cut, or never there. */
  static boolean lostConnection(Throwable failure) {
    String state = sqlState(failure);
    return state != null && (state.startsWith("08") || state.startsWith("57P0"));
  }

  static RicordoException translated(String operation, Throwable failure) {
    return !outage(failure).isEmpty()
        ? new OutageException(message(operation, failure, outage(failure)))
        : new RicordoException(message(operation, failure, missingSchema(sqlState(failure))));
  }

  /** For a transaction that got no connection, from a pool that has none free for example. */
  static RicordoException notBegun(String operation, Throwable failure) {
    return new OutageException(
        sqlState(failure) == null
            ? "journal: " + operation + " failed, no connection was to be had"
            : message(operation, failure, outage(failure)));
  }

  /** For a commit after which nobody knows what became of the work. */
  static RicordoException unknown(String operation, Throwable failure) {
    return new OutcomeUnknownException(
        message(operation, failure, outage(failure)) + "; it may have been done nevertheless");
  }

  /** In words why the database can do nothing for anybody; empty if that is not so. */
  private static String outage(Throwable failure) {
    String state = sqlState(failure);
    if (DISK_FULL.equals(state)) {
      return ", the database's disk is full";
    }
    if (READ_ONLY.equals(state)) {
      return ", the database is read-only";
    }
    return lostConnection(failure) ? ", the database cannot be reached" : "";
  }

  private static String message(String operation, Throwable failure, String hint) {
    String state = sqlState(failure);
    String what = state == null ? failure.getClass().getSimpleName() : "SQLSTATE " + state;
    return "journal: " + operation + " failed, " + what + hint;
  }

  static RicordoException unknownFormat(String table, short format) {
    return new RicordoException(
        "journal: " + table + " format " + format + " is unknown to this version");
  }

  static RicordoException keyMissing(UUID subject) {
    return new RicordoException(
        "vault: holds no key of subject "
            + subject
            + ", whose rows are in the database: restore the vault's newest backup");
  }

  static RicordoException keyDestroyed(UUID subject) {
    return new RicordoException(
        "vault: the key of subject "
            + subject
            + " was destroyed, but its rows are back: open the store again to erase them");
  }

  private static String missingSchema(@Nullable String state) {
    boolean missing = "42P01".equals(state) || "3F000".equals(state);
    return missing ? ", the schema ricordo is missing: run Migrations.migrate first" : "";
  }

  private static @Nullable String sqlState(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  /** Thrown inside a transaction that must start again. */
  static final class Raced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Raced() {
      super("another transaction came in between", null, false, false);
    }
  }
}
