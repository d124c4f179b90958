package dev.ricordo.postgres;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;

/** One change of what a customer says, within one transaction. */
/*
 * Each subject keeps what it said itself, so an unmerge gives it back. What is said while they are
 * one is written to all of them. Another process that counts them must fold its sums anew if their
 * counting changed; all that it must do about anything else is to ask again.
 */
final class Stand {

  /**
   * What was done.
   *
   * @param number the tenant's number of this change of a standing; 0 if nothing changed
   * @param change the tenant's number of this change of what is counted; 0 if that did not change
   */
  record Stood(Standing now, long number, long change) {}

  private Stand() {}

  /**
   * @param group everyone who is one with the customer, locked
   */
  static Stood in(
      StatelessSession session,
      String tenant,
      List<SubjectRow> group,
      UnaryOperator<Standing> change,
      Instant at) {
    Standing before =
        group.stream()
            .map(subject -> StandingCode.read(subject.standing))
            .reduce(Standing.UNSAID, Standing::and);
    Standing now = change.apply(before);
    short code = StandingCode.write(now);
    if (group.stream().allMatch(subject -> subject.standing == code)) {
      return new Stood(now, 0, 0);
    }
    group.forEach(subject -> subject.standing = code);
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
}
