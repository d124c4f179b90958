package dev.ricordo.postgres;

import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Customers who are one, and the number of their changes. */
final class Groups {

  private Groups() {}

  /** Everyone who is one with a customer, locked; empty for an unknown one. */
  static List<SubjectRow> locked(StatelessSession session, String tenant, UUID customer) {
    List<SubjectRow> group = ofOwnerOf(session, tenant, customer);
    // The owner may have changed while the rows were waited for: then the rows say so.
    boolean whole = group.stream().map(subject -> subject.owner).distinct().count() <= 1;
    boolean inIt = group.stream().anyMatch(subject -> subject.digest.equals(customer));
    if (!whole || !(inIt || group.isEmpty())) {
      throw new Failures.Raced();
    }
    return group;
  }

  private static List<SubjectRow> ofOwnerOf(
      StatelessSession session, String tenant, UUID customer) {
    return session
        .createSelectionQuery(
            """
            from Subject where owner =
              (select s.owner from Subject s where s.tenant = :tenant and s.digest = :digest)
            order by digest""",
            SubjectRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digest", customer)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** The next positions in the order of acceptance. Take them under the locks of the owners. */
  static List<Long> positions(StatelessSession session, int count) {
    return session
        .createNativeQuery(
            "select nextval('ricordo.acceptance') from generate_series(1, :count)", Long.class)
        .setParameter("count", count)
        .getResultList();
  }

  /** The row stays locked until the commit, so numbers become visible in their order. */
  static long count(StatelessSession session, String tenant) {
    session
        .createMutationQuery("update Tenant set changes = changes + 1 where name = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
    return changes(session, tenant);
  }

  /** The tenant's number of erasures and merges so far. */
  static long changes(StatelessSession session, String tenant) {
    return session
        .createSelectionQuery("select changes from Tenant where name = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }
}
