package dev.ricordo.postgres;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;

/** One change of what a customer says, within one transaction. */
/*
 * Each subject keeps what it said itself, so an unmerge gives it back. What is said while they are
 * one is written to all of them, but for suspended. That belongs to whose request is in hand: it would
 * stay with whoever leaves the group, and the end of one's request would end another's. Another process
 * that counts them must fold its sums anew if their counting changed; all that it must do about
 * anything else is to ask again.
 */
final class Stand {

  /**
   * What was done.
   *
   * @param now what holds for the group
   * @param number the tenant's number of this change of a standing; 0 if nothing changed
   * @param change the tenant's number of this change of what is counted; 0 if that did not change
   */
  record Stood(Standing now, long number, long change) {}

  private Stand() {}

  /**
   * @param group everyone who is one with the customer, locked
   * @param customer the digest of whose word it is
   */
  static Stood in(
      StatelessSession session,
      String tenant,
      List<SubjectRow> group,
      UUID customer,
      UnaryOperator<Standing> change,
      Instant at) {
    Standing before = together(group);
    SubjectRow speaker = Groups.find(group, customer);
    Standing said = change.apply(before.withSuspended(own(speaker).suspended()));
    List<Short> codes = codes(group);
    for (SubjectRow subject : group) {
      boolean suspended = (subject == speaker ? said : own(subject)).suspended();
      subject.standing = StandingCode.write(said.withSuspended(suspended));
    }
    Standing now = together(group);
    if (codes(group).equals(codes)) {
      return new Stood(now, 0, 0);
    }
    session.updateMultiple(group);
    if (!now.allows(Purpose.TRAIN)) {
      new PanelDebts(session, tenant, group).all(at);
    }
    boolean recounts = !before.agreesOn(Purpose.COLLECTIVE, now);
    if (recounts || !before.agreesOn(Purpose.TRAIN, now)) {
      EpochChanges.count(session, tenant, group);
    }
    SubjectRow owner = Groups.owner(group);
    boolean recount = recounts && owner.lastPosition > 0;
    long counted = recount ? Groups.count(session, tenant, List.of(owner)) : 0;
    return new Stood(now, Groups.countStanding(session, tenant), counted);
  }

  private static Standing together(List<SubjectRow> group) {
    return group.stream().map(Stand::own).reduce(Standing.UNSAID, Standing::and);
  }

  private static Standing own(SubjectRow subject) {
    return StandingCode.read(subject.standing);
  }

  private static List<Short> codes(List<SubjectRow> group) {
    return group.stream().map(subject -> subject.standing).toList();
  }
}
