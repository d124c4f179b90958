package dev.ricordo.postgres;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Customers who are one, and the number of their changes. */
final class Groups {

  private static final Comparator<SubjectRow> LOCK_ORDER =
      Comparator.comparing((SubjectRow subject) -> !subject.owner.equals(subject.id))
          .thenComparing(subject -> subject.digest.toString());

  private Groups() {}

  /** Owners first, then by digest: the order in which everyone locks. */
  static List<SubjectRow> inLockOrder(Collection<SubjectRow> subjects) {
    return subjects.stream().sorted(LOCK_ORDER).toList();
  }

  /** Customers and their owners, locked; those that nobody knows are left out. */
  static List<SubjectRow> lockWithOwners(
      StatelessSession session, String tenant, Collection<UUID> customers) {
    List<SubjectRow> locked =
        session
            .createNativeQuery(
                """
                select s.* from {h-schema}subject s
                where s.id in (
                  select unnest(array[a.id, a.owner]) from {h-schema}subject a
                  where a.tenant = :tenant and a.digest = any(:digests))
                order by s.id <> s.owner, s.digest
                for no key update of s""",
                SubjectRow.class)
            .setParameter("tenant", tenant)
            .setParameter("digests", customers.toArray(UUID[]::new))
            .getResultList();
    // An owner may have changed while the rows were waited for: then the rows say so.
    Set<UUID> ids = locked.stream().map(subject -> subject.id).collect(Collectors.toSet());
    if (!locked.stream().allMatch(subject -> ids.contains(subject.owner))) {
      throw new Failures.Raced();
    }
    return locked;
  }

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
            order by case when owner = id then 0 else 1 end, digest""",
            SubjectRow.class)
        .setParameter("tenant", tenant)
        .setParameter("digest", customer)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** The next positions in the order of acceptance. Take them under the locks of the owners. */
  static List<Long> positions(StatelessSession session, int count) {
    if (count == 0) {
      return List.of();
    }
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
