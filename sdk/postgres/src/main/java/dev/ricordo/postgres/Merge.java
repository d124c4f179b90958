package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** One merge, or its undoing, within one transaction. Used once. */
/*
 * All rows of both groups are locked, so nobody appends for any of them meanwhile. Every row of a
 * group names the owner, so that reading a group's journal is one join; merged_into says how the
 * group came about, and hence what an unmerge takes out.
 */
final class Merge {

  /**
   * What a merge did.
   *
   * @param number the tenant's number of this change; 0 if nothing changed
   */
  record Merged(long number) {
    static final Merged NOTHING = new Merged(0);

    boolean changed() {
      return number > 0;
    }
  }

  private final StatelessSession session;
  private final String tenant;
  private final Sealing sealing;
  private final Append.NewIds newIds;

  Merge(StatelessSession session, String tenant, Sealing sealing, Append.NewIds newIds) {
    this.session = session;
    this.tenant = tenant;
    this.sealing = sealing;
    this.newIds = newIds;
  }

  /** Two customers as the tables know them. */
  record Customer(CustomerId id, UUID digest) {}

  Merged merge(Customer visitor, Customer into, Instant at) {
    boolean visitorFirst = visitor.digest.toString().compareTo(into.digest.toString()) < 0;
    List<SubjectRow> first = present(visitorFirst ? visitor : into, at);
    List<SubjectRow> second = present(visitorFirst ? into : visitor, at);
    List<SubjectRow> brought = visitorFirst ? first : second;
    List<SubjectRow> there = visitorFirst ? second : first;
    SubjectRow from = Groups.find(brought, visitor.digest);
    SubjectRow to = Groups.find(there, into.digest);
    if (from.owner.equals(to.owner)) {
      return Merged.NOTHING;
    }
    if (from.mergedInto != null) {
      throw new IllegalArgumentException("visitor: is merged into another customer, unmerge first");
    }
    SubjectRow owner = Groups.owner(there);
    SubjectRow before = Groups.owner(brought);
    List<SubjectRow> all = Stream.concat(brought.stream(), there.stream()).toList();
    PanelDebts.spread(session, all);
    EpochChanges.count(session, tenant, all);
    dropSnapshots(from.id, owner.id);
    Groups.mark(session, owner);
    from.mergedInto = to.id;
    brought.forEach(subject -> subject.owner = owner.id);
    session.updateMultiple(brought);
    session.update(owner);
    return new Merged(Groups.count(session, tenant, List.of(owner, before)));
  }

  Merged unmerge(UUID visitor) {
    List<SubjectRow> group = Groups.locked(session, tenant, visitor);
    if (group.isEmpty() || Groups.find(group, visitor).mergedInto == null) {
      return Merged.NOTHING;
    }
    SubjectRow from = Groups.find(group, visitor);
    SubjectRow owner = Groups.owner(group);
    EpochChanges.count(session, tenant, group);
    dropSnapshots(from.id, owner.id);
    from.mergedInto = null;
    List<SubjectRow> taken = cameWith(from, group);
    taken.forEach(subject -> subject.owner = from.id);
    Groups.mark(session, from);
    Groups.mark(session, owner);
    session.updateMultiple(group);
    return new Merged(Groups.count(session, tenant, List.of(from, owner)));
  }

  /** The customer's group, locked, with the customer enrolled if nobody knew it. */
  List<SubjectRow> present(Customer customer, Instant at) {
    List<SubjectRow> group = Groups.locked(session, tenant, customer.digest);
    if (!group.isEmpty()) {
      return group;
    }
    UUID id = newIds.of(customer.digest);
    Seal seal = Objects.requireNonNull(sealing.create(List.of(id)).get(id));
    byte[] sealed = sealing.sealCustomer(seal, id, customer.id);
    SubjectRow enrolled = new SubjectRow(tenant, customer.digest, id, sealed, at);
    session.insert(enrolled);
    return List.of(enrolled);
  }

  /** A visitor and everyone who was merged into it, near or far. */
  private static List<SubjectRow> cameWith(SubjectRow visitor, List<SubjectRow> group) {
    List<SubjectRow> found = new ArrayList<>(List.of(visitor));
    Set<UUID> ids = new HashSet<>(Set.of(visitor.id));
    for (int before = 0; before < found.size(); ) {
      before = found.size();
      for (SubjectRow subject : group) {
        if (subject.mergedInto != null && ids.contains(subject.mergedInto) && ids.add(subject.id)) {
          found.add(subject);
        }
      }
    }
    return found;
  }

  /**
   * Takes one subject out of its group before it is erased: whoever was merged into it is an owner
   * again.
   */
  void release(SubjectRow gone, List<SubjectRow> group) {
    List<SubjectRow> others = group.stream().filter(subject -> subject != gone).toList();
    dropSnapshots(gone.id, gone.owner);
    gone.mergedInto = null;
    gone.owner = gone.id;
    for (SubjectRow subject : others) {
      if (gone.id.equals(subject.mergedInto)) {
        subject.mergedInto = null;
      }
    }
    for (SubjectRow subject : others) {
      if (subject.mergedInto == null) {
        cameWith(subject, others).forEach(visitor -> visitor.owner = subject.id);
        Groups.mark(session, subject);
      }
    }
    session.updateMultiple(group);
  }

  private void dropSnapshots(UUID one, UUID other) {
    session
        .createMutationQuery("delete from Snapshot where subject in (:ids)")
        .setParameterList("ids", List.of(one, other))
        .executeUpdate();
  }
}
