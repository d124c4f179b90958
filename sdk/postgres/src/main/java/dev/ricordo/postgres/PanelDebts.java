package dev.ricordo.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/** Counts what panels owe, in the transaction that makes them owe. */
/*
 * Whoever enrols members holds their rows against other keys until the panel is committed; appends go
 * on meanwhile. Rows are locked likewise here before this looks for panels, so that none is missed,
 * and before positions are shared, which enrolling halts last.
 */
final class PanelDebts {

  private static final String NOTE =
      """
      insert into {h-schema}panel_debt (panel, digest, person, since)
      select p.id, d.digest, coalesce(
          (select o.person from {h-schema}panel_debt o
           where o.panel = p.id and o.digest = any(:digests) limit 1), :person), :at
      from {h-schema}panel p cross join unnest(:digests) d(digest)
      where p.tenant = :tenant and p.retired_at is null and exists
        (select 1 from {h-schema}panel_member m where m.panel = p.id and m.subject = any(:subjects))
      """;

  private static final String ONCE = " on conflict (panel, digest) do nothing";

  private final StatelessSession session;
  private final String tenant;
  private final List<SubjectRow> group;

  /**
   * @param group everyone who is one, locked
   */
  PanelDebts(StatelessSession session, String tenant, List<SubjectRow> group) {
    this.session = session;
    this.tenant = tenant;
    this.group = group;
  }

  /** Of all of the group's events, which are about to go or may train no more. */
  void all(Instant at) {
    if (!group.isEmpty()) {
      lock(session, group);
      note(NOTE + ONCE, at).executeUpdate();
    }
  }

  /**
   * Of some of the group's events, which are about to go.
   *
   * @param events digests of their ids
   * @param since no event of the group was accepted before
   */
  void some(Collection<UUID> events, Instant since, Instant at) {
    lock(session, group);
    note(
            NOTE
                + """
                and exists
                  (select 1 from {h-schema}event e
                   where e.subject = any(:subjects) and e.tenant = :tenant
                     and e.accepted_at >= :since and e.digest = any(:events)
                     and e.position <= p.last_position)"""
                + ONCE,
            at)
        .setParameter("events", events.toArray(UUID[]::new))
        .setParameter("since", since)
        .executeUpdate();
  }

  private MutationQuery note(String statement, Instant at) {
    return session
        .createNativeMutationQuery(statement)
        .setParameter("tenant", tenant)
        .setParameter("person", group.get(0).owner)
        .setParameter("at", at)
        .setParameter("digests", group.stream().map(s -> s.digest).toArray(UUID[]::new))
        .setParameter("subjects", ids(group));
  }

  /** Two groups have become one: where any of them is a member, all are. */
  static void spread(StatelessSession session, List<SubjectRow> group) {
    lock(session, group);
    session
        .createNativeMutationQuery(
            """
            insert into {h-schema}panel_member (subject, panel)
            select distinct s.subject, m.panel
            from {h-schema}panel_member m cross join unnest(:subjects) s(subject)
            where m.subject = any(:subjects)
            on conflict (subject, panel) do nothing""")
        .setParameter("subjects", ids(group))
        .executeUpdate();
  }

  /** Waits for panels that are being put together. */
  private static void lock(StatelessSession session, List<SubjectRow> group) {
    session
        .createNativeQuery(
            "select s.id from {h-schema}subject s where s.id = any(:subjects) for update",
            UUID.class)
        .setParameter("subjects", ids(group))
        .getResultList();
  }

  private static UUID[] ids(List<SubjectRow> group) {
    return group.stream().map(subject -> subject.id).toArray(UUID[]::new);
  }
}
