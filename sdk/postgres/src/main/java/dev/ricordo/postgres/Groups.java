package dev.ricordo.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/** Customers who are one, and the number of their changes. */
final class Groups {

  private static final Comparator<SubjectRow> LOCK_ORDER =
      Comparator.comparing((SubjectRow subject) -> !subject.owner.equals(subject.id))
          .thenComparing(subject -> subject.digest.toString());

  private Groups() {}

  /**
   * Owners first, then by digest. Everyone locks what one query finds in this order; owners of
   * visitors are locked by a second query, so two may wait for each other: PostgreSQL ends one,
   * which is repeated.
   */
  static List<SubjectRow> inLockOrder(Collection<SubjectRow> subjects) {
    return subjects.stream().sorted(LOCK_ORDER).toList();
  }

  /** Customers and their owners, locked; those that nobody knows are left out. */
  /*
   * Nearly always customers are their own owners, and one look by the index is all. The owner of a
   * locked visitor stays what it is: whoever changes it locks the visitor too.
   */
  static List<SubjectRow> lockWithOwners(
      StatelessSession session, String tenant, Collection<UUID> customers) {
    List<SubjectRow> locked =
        new ArrayList<>(
            locked(
                session,
                "s.tenant = :tenant and s.digest = any(:wanted)",
                customers,
                query -> query.setParameter("tenant", tenant)));
    Set<UUID> ids = locked.stream().map(subject -> subject.id).collect(Collectors.toSet());
    List<UUID> missing =
        locked.stream().map(s -> s.owner).filter(owner -> !ids.contains(owner)).distinct().toList();
    if (!missing.isEmpty()) {
      List<SubjectRow> owners = locked(session, "s.id = any(:wanted)", missing, query -> query);
      if (owners.size() < missing.size()) {
        throw new Failures.Raced();
      }
      locked.addAll(owners);
    }
    return locked;
  }

  private static List<SubjectRow> locked(
      StatelessSession session,
      String condition,
      Collection<UUID> wanted,
      UnaryOperator<NativeQuery<SubjectRow>> parameters) {
    NativeQuery<SubjectRow> query =
        session.createNativeQuery(
            "select s.* from {h-schema}subject s where "
                + condition
                + " order by s.id <> s.owner, s.digest for no key update of s",
            SubjectRow.class);
    return parameters
        .apply(query)
        .setParameter("wanted", wanted.toArray(UUID[]::new))
        .getResultList();
  }

  /** Everyone who is one with a customer, locked; empty for an unknown one. */
  /*
   * A row that was waited for is given as it is then, if the condition still holds for it: who joined
   * the group meanwhile is not in the list, nor is a row that got another owner, and nothing in the
   * rows says so. So a statement of its own looks again, and sees what was committed until then. While
   * the owner's row is locked nobody joins or leaves: what it sees stays true.
   */
  static List<SubjectRow> locked(StatelessSession session, String tenant, UUID customer) {
    List<SubjectRow> group = ofOwnerOf(session, tenant, customer);
    Set<UUID> ids = group.stream().map(subject -> subject.id).collect(Collectors.toSet());
    if (!ids.equals(present(session, tenant, customer))) {
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

  /** The ids of everyone who is one with a customer, without a lock. */
  private static Set<UUID> present(StatelessSession session, String tenant, UUID customer) {
    return new HashSet<>(
        session
            .createNativeQuery(
                """
                select g.id from {h-schema}subject g join {h-schema}subject s on g.owner = s.owner
                where s.tenant = :tenant and s.digest = :digest""",
                UUID.class)
            .setParameter("tenant", tenant)
            .setParameter("digest", customer)
            .getResultList());
  }

  /** The next position in the order of acceptance. Take it under the lock of the owner. */
  private static long nextPosition(StatelessSession session) {
    return session
        .createNativeQuery("select nextval('ricordo.acceptance')", Long.class)
        .getSingleResult();
  }

  /** Who owns a group, all of which is locked. */
  static SubjectRow owner(List<SubjectRow> group) {
    return group.stream()
        .filter(subject -> subject.owner.equals(subject.id))
        .findFirst()
        .orElseThrow(Failures.Raced::new);
  }

  /** Who of a group a customer is. */
  static SubjectRow find(List<SubjectRow> group, UUID customer) {
    return group.stream()
        .filter(subject -> subject.digest.equals(customer))
        .findFirst()
        .orElseThrow(Failures.Raced::new);
  }

  /** An entry of its own in the owner's journal: whoever appends next learns that it changed. */
  static void mark(StatelessSession session, SubjectRow owner) {
    owner.lastPosition = nextPosition(session);
    owner.changedPosition = owner.lastPosition;
  }

  /** The row stays locked until the commit, so numbers become visible in their order. */
  static long count(StatelessSession session, String tenant) {
    session
        .createMutationQuery("update Tenant set changes = changes + 1 where name = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
    return changes(session, tenant);
  }

  /**
   * As {@link #count}, of a change of these owners' journals as a whole. Their rows are written.
   */
  static long count(StatelessSession session, String tenant, Collection<SubjectRow> owners) {
    long number = count(session, tenant);
    session
        .createNativeMutationQuery(
            "update {h-schema}subject set change = :number where id = any(:ids)")
        .setParameter("number", number)
        .setParameter("ids", owners.stream().map(owner -> owner.id).toArray(UUID[]::new))
        .executeUpdate();
    return number;
  }

  /**
   * Digests of whose journals were changed as a whole, owners of before and of now, by the numbers
   * of the changes.
   */
  static Set<UUID> changed(StatelessSession session, String tenant, ChangeWatch.Span span) {
    return new HashSet<>(
        session
            .createNativeQuery(
                """
                select digest from {h-schema}subject
                where tenant = :tenant and change > greatest(:after, 0) and change <= :upTo
                union all
                select digest from {h-schema}tombstone
                where tenant = :tenant and change > :after and change <= :upTo""",
                UUID.class)
            .setParameter("tenant", tenant)
            .setParameter("after", span.after())
            .setParameter("upTo", span.upTo())
            .getResultList());
  }

  /** As {@link #count}, of changes of what customers said. */
  static long countStanding(StatelessSession session, String tenant) {
    session
        .createMutationQuery("update Tenant set standings = standings + 1 where name = :tenant")
        .setParameter("tenant", tenant)
        .executeUpdate();
    return standings(session, tenant);
  }

  /** The tenant's number of changes of what customers said so far. */
  static long standings(StatelessSession session, String tenant) {
    return session
        .createSelectionQuery("select standings from Tenant where name = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }

  /** The tenant's number of erasures and merges so far. */
  static long changes(StatelessSession session, String tenant) {
    return session
        .createSelectionQuery("select changes from Tenant where name = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }
}
