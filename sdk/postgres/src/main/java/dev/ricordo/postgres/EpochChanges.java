package dev.ricordo.postgres;

import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Counts changes of closed epochs, in the transaction that changes what is in them. */
/*
 * Who closes an epoch halts the tenant's positions. We take part in that lock, though not everything
 * that is counted takes positions: so a closing either waits until the change is committed and its
 * examination reads what has changed, or it is committed before and the change is counted.
 */
final class EpochChanges {

  private EpochChanges() {}

  /**
   * Counts a change of every closed epoch that some subjects have events in, once for all of them.
   * Before their events are removed or get another owner.
   *
   * @param subjects locked
   */
  static void count(StatelessSession session, String tenant, Collection<SubjectRow> subjects) {
    if (subjects.isEmpty()) {
      return;
    }
    Positions.share(session, tenant);
    session
        .createNativeMutationQuery(
            """
            update {h-schema}epoch c set changes = changes + 1
            where c.tenant = :tenant and c.number in (
              select e.number from {h-schema}event v cross join lateral (
                select n.number from {h-schema}epoch n
                where n.tenant = v.tenant and n.last_position >= v.position
                order by n.last_position limit 1) e
              where v.subject = any(:subjects) and v.tenant = :tenant and v.accepted_at >= :since)""")
        .setParameter("tenant", tenant)
        .setParameter("subjects", subjects.stream().map(s -> s.id).toArray(UUID[]::new))
        .setParameter(
            "since",
            subjects.stream().map(s -> s.enrolledAt).min(Comparator.naturalOrder()).orElseThrow())
        .executeUpdate();
  }
}
