package dev.ricordo.postgres;

import org.hibernate.StatelessSession;

/** Who takes positions of a tenant, and who must know that nobody does. */
/*
 * A lock of the tenant's own, until the commit: whoever takes positions shares it with the others and
 * takes it before, whoever asks for the last position has it alone. Rows come first, then this lock,
 * then the tenant's row.
 */
final class Positions {

  /** The lock's number. */
  private static final String NUMBER = "hashtextextended('ricordo.positions ' || :tenant, 0)";

  /** What shares the lock, as part of another statement. */
  static final String SHARE = "select pg_advisory_xact_lock_shared(" + NUMBER + ")";

  private static final String HALT = "select pg_advisory_xact_lock(" + NUMBER + ")";

  private Positions() {}

  /** Waits until nobody halts the tenant's positions, and keeps others from it. */
  static void share(StatelessSession session, String tenant) {
    run(session, SHARE, tenant);
  }

  /**
   * Waits until nobody is about to use a position that was taken, and has everybody else wait
   * before they take one. What the next statement sees is whatever was accepted.
   */
  static void halt(StatelessSession session, String tenant) {
    run(session, HALT, tenant);
  }

  private static void run(StatelessSession session, String statement, String tenant) {
    session
        .createNativeQuery("select count(*) from (" + statement + ") as locked", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }
}
