package dev.ricordo.postgres;

import java.time.Instant;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** One erasure within one transaction. Used once. */
/*
 * An unknown customer is enrolled as a placeholder and then removed: an append that is enrolling the
 * same customer at this moment holds the unique place, and one of the two has to wait for the other.
 */
final class Erase {

  /**
   * What an erasure did.
   *
   * @param events how many events were removed
   * @param number the tenant's number of this erasure, counted from 1 in the order of commits
   */
  record Erased(long events, long number) {}

  private final StatelessSession session;
  private final String tenant;
  private final UUID customer;

  Erase(StatelessSession session, String tenant, UUID customer) {
    this.session = session;
    this.tenant = tenant;
    this.customer = customer;
  }

  Erased at(Instant time) {
    SubjectRow subject = locked();
    if (subject == null) {
      subject = SubjectRow.placeholder(tenant, customer, time);
      session.insert(subject);
    }
    long events = remove("delete from Event where subject = :subject", subject);
    remove("delete from Snapshot where subject = :subject", subject);
    session.delete(subject);
    long number = count();
    leaveTombstone(time, number);
    return new Erased(events, number);
  }

  private @Nullable SubjectRow locked() {
    return session
        .createSelectionQuery(
            "from Subject where tenant = :tenant and digest = :digest", SubjectRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digest", customer)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .getSingleResultOrNull();
  }

  private long remove(String statement, SubjectRow subject) {
    return session
        .createMutationQuery(statement)
        .setParameter("subject", subject.id)
        .executeUpdate();
  }

  /** The row stays locked until the commit, so numbers become visible in their order. */
  private long count() {
    session
        .createMutationQuery("update Tenant set erasures = erasures + 1 where name = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
    return erasures(session, tenant);
  }

  /** The tenant's number of erasures so far. */
  static long erasures(StatelessSession session, String tenant) {
    return session
        .createSelectionQuery("select erasures from Tenant where name = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }

  private void leaveTombstone(Instant time, long number) {
    TombstoneRow tombstone =
        session.get(TombstoneRow.class, new TombstoneRow.Grave(tenant, customer));
    boolean first = tombstone == null;
    if (tombstone == null) {
      tombstone = new TombstoneRow(tenant, customer);
    }
    tombstone.raise(time, number);
    if (first) {
      session.insert(tombstone);
    } else {
      session.update(tombstone);
    }
  }
}
