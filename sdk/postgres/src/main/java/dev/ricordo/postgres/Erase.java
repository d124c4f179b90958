package dev.ricordo.postgres;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

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
   * @param number the tenant's number of this change, counted from 1 in the order of commits
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
    List<SubjectRow> everyone = Groups.locked(session, tenant, customer);
    if (everyone.isEmpty()) {
      everyone = List.of(SubjectRow.placeholder(tenant, customer, time));
      session.insertMultiple(everyone);
    }
    List<UUID> ids = everyone.stream().map(subject -> subject.id).toList();
    long events = remove("delete from Event where subject in (:ids)", ids);
    remove("delete from Snapshot where subject in (:ids)", ids);
    remove("update Subject set mergedInto = null, owner = id where id in (:ids)", ids);
    remove("delete from Subject where id in (:ids)", ids);
    long number = Groups.count(session, tenant);
    everyone.forEach(subject -> leaveTombstone(subject.digest, time, number));
    return new Erased(events, number);
  }

  private long remove(String statement, List<UUID> subjects) {
    return session.createMutationQuery(statement).setParameterList("ids", subjects).executeUpdate();
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
