package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** One erasure within one transaction. Used once. */
/*
 * An unknown customer is enrolled as a placeholder and then removed: an append that is enrolling the
 * same customer at this moment holds the unique place, and one of the two has to wait for the other.
 *
 * The keys are destroyed behind the commit, not before: a key without rows harms nobody, rows without
 * a key cannot be told from a lost vault. What is to be destroyed stands in the table erased, in the
 * same transaction, so a process that dies in between leaves it to the next that opens the store.
 */
final class Erase {

  /**
   * What an erasure did.
   *
   * @param events how many events were removed
   * @param subjects whose keys are to be destroyed now: customers, and requests that named them
   * @param number the tenant's number of this change, counted from 1 in the order of commits; 0 if
   *     there was nothing to erase
   */
  record Erased(long events, List<UUID> subjects, long number) {}

  private final StatelessSession session;
  private final String tenant;
  private final Sealing sealing;
  private final UUID customer;

  Erase(StatelessSession session, String tenant, Sealing sealing, UUID customer) {
    this.session = session;
    this.tenant = tenant;
    this.sealing = sealing;
    this.customer = customer;
  }

  /**
   * Erases the customer and everyone who is one with it.
   *
   * @param locked is called when nobody else can change anything of them, and nothing is removed
   *     yet
   */
  Erased at(Instant time, Runnable locked) {
    List<SubjectRow> everyone = Groups.locked(session, tenant, customer);
    locked.run();
    if (everyone.isEmpty()) {
      // Whoever enrolled since then is in the way, and all of this starts again.
      everyone = List.of(SubjectRow.placeholder(tenant, customer, time));
      session.insertMultiple(everyone);
    }
    new PanelDebts(session, tenant, everyone).all(time);
    EpochChanges.count(session, tenant, everyone);
    return erased(everyone, List.of(), time);
  }

  /** Erases the customer alone, if it is known. */
  Erased alone(Instant time, Merge groups) {
    List<SubjectRow> group = Groups.locked(session, tenant, customer);
    List<SubjectRow> gone = group.stream().filter(s -> s.digest.equals(customer)).toList();
    if (gone.isEmpty()) {
      return new Erased(0, List.of(), 0);
    }
    new PanelDebts(session, tenant, gone).all(time);
    EpochChanges.count(session, tenant, group);
    groups.release(gone.get(0), group);
    List<SubjectRow> others = group.stream().filter(subject -> !gone.contains(subject)).toList();
    return erased(gone, others, time);
  }

  /**
   * @param others whose group it was
   */
  private Erased erased(List<SubjectRow> gone, List<SubjectRow> others, Instant time) {
    UUID[] ids = gone.stream().map(subject -> subject.id).toArray(UUID[]::new);
    Map<UUID, Instant> latest = latestEvents(ids);
    remove(
        """
        delete from {h-schema}delivery d using {h-schema}event e
        where e.subject = any(:ids) and e.tenant = :tenant
          and d.tenant = e.tenant and d.digest = e.digest""",
        ids);
    long events =
        remove("delete from {h-schema}event where subject = any(:ids) and tenant = :tenant", ids);
    remove("delete from {h-schema}snapshot where subject = any(:ids) and tenant = :tenant", ids);
    remove(
        """
        update {h-schema}subject set merged_into = null, owner = id
        where id = any(:ids) and tenant = :tenant""",
        ids);
    remove("delete from {h-schema}subject where id = any(:ids) and tenant = :tenant", ids);
    long number = Groups.count(session, tenant, others);
    for (SubjectRow subject : gone) {
      Instant last = latest.getOrDefault(subject.id, time);
      leaveTombstone(subject.digest, last.isAfter(time) ? last : time, number);
    }
    List<UUID> keys = new ArrayList<>(namesInRequests(gone));
    gone.stream().filter(s -> !s.isPlaceholder()).forEach(subject -> keys.add(subject.id));
    session.insertMultiple(keys.stream().map(key -> new ErasedRow(key, tenant, time)).toList());
    return new Erased(events, keys, number);
  }

  /**
   * The latest time of each subject's events, by the subject's id. One that is dated ahead of the
   * erasure would otherwise come back when it is delivered again. What nobody can read is left out:
   * an erasure does not fail for it.
   */
  private Map<UUID, Instant> latestEvents(UUID[] subjects) {
    List<EventRow.Line> lines =
        session
            .createSelectionQuery(
                """
                select subject, position, format, payload from Event
                where subject in (:subjects) and tenant = :tenant""",
                EventRow.Line.class)
            .setParameterList("subjects", List.of(subjects))
            .setParameter("tenant", tenant)
            .getResultList();
    Map<UUID, Optional<Seal>> seals = new HashMap<>();
    Map<UUID, Instant> latest = new HashMap<>();
    for (EventRow.Line line : lines) {
      seals
          .computeIfAbsent(line.subject(), sealing::findIfAny)
          .flatMap(seal -> timeOf(line, seal))
          .ifPresent(at -> latest.merge(line.subject(), at, (a, b) -> a.isAfter(b) ? a : b));
    }
    return latest;
  }

  /** When an event happened; empty if its row is damaged. */
  private Optional<Instant> timeOf(EventRow.Line line, Seal seal) {
    try {
      return Optional.of(EventFormat.readTime(sealing.event(seal, line)));
    } catch (RicordoException e) {
      return Optional.empty();
    }
  }

  /** Takes the names out of requests of those who are erased, and says whose keys are to go. */
  private List<UUID> namesInRequests(List<SubjectRow> gone) {
    return session
        .createNativeQuery(
            """
            update {h-schema}request set details = null
            where tenant = :tenant and digest = any(:digests) and details is not null
            returning id""",
            UUID.class)
        .setParameter("tenant", tenant)
        .setParameter("digests", gone.stream().map(s -> s.digest).toArray(UUID[]::new))
        .getResultList();
  }

  private long remove(String statement, UUID[] subjects) {
    return session
        .createNativeMutationQuery(statement)
        .setParameter("ids", subjects)
        .setParameter("tenant", tenant)
        .executeUpdate();
  }

  private void leaveTombstone(UUID digest, Instant time, long number) {
    TombstoneRow tombstone =
        session.get(TombstoneRow.class, new TombstoneRow.Grave(tenant, digest));
    boolean first = tombstone == null;
    if (tombstone == null) {
      tombstone = new TombstoneRow(tenant, digest);
    }
    tombstone.raise(time, number);
    if (first) {
      session.insert(tombstone);
    } else {
      session.update(tombstone);
    }
  }
}
