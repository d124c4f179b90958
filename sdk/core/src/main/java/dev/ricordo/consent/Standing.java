package dev.ricordo.consent;

import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody has said about the use of their data. A purpose in neither set was never spoken of.
 *
 * @param granted purposes that were agreed to
 * @param withdrawn purposes that were refused, or agreed to and taken back
 * @param restricted whether the data are kept and used for nothing, for as long as this stands
 * @param suspended whether they are used for nothing as long as a request of the customer's is in
 *     hand; apart, so that what the customer says meanwhile outlasts it. It belongs to the id whose
 *     request it is, and holds for everyone who is one with it
 * @param objectsToMarketing whether the customer does not want to be advertised to
 */
public record Standing(
    Set<Purpose> granted,
    Set<Purpose> withdrawn,
    boolean restricted,
    boolean suspended,
    boolean objectsToMarketing) {

  /** Nothing was said. */
  public static final Standing UNSAID = new Standing(Set.of(), Set.of(), false, false, false);

  /**
   * @throws IllegalArgumentException if a purpose is both granted and withdrawn
   */
  public Standing {
    granted = Set.copyOf(granted);
    withdrawn = Set.copyOf(withdrawn);
    for (Purpose purpose : granted) {
      if (withdrawn.contains(purpose)) {
        throw new IllegalArgumentException("granted: " + purpose + " is withdrawn too");
      }
    }
  }

  /** The same, but for a purpose that is granted now or withdrawn. */
  public Standing withConsent(Purpose purpose, boolean given) {
    return new Standing(
        given ? with(granted, purpose) : without(granted, purpose),
        given ? without(withdrawn, purpose) : with(withdrawn, purpose),
        restricted,
        suspended,
        objectsToMarketing);
  }

  public Standing withRestricted(boolean now) {
    return new Standing(granted, withdrawn, now, suspended, objectsToMarketing);
  }

  public Standing withSuspended(boolean now) {
    return new Standing(granted, withdrawn, restricted, now, objectsToMarketing);
  }

  public Standing withObjectsToMarketing(boolean now) {
    return new Standing(granted, withdrawn, restricted, suspended, now);
  }

  /** Whether a purpose is not withdrawn; what was never spoken of is allowed. */
  public boolean allows(Purpose purpose) {
    return !withdrawn.contains(purpose);
  }

  /** Whether the data are kept and used for nothing, for whichever reason. */
  public boolean unused() {
    return restricted || suspended;
  }

  /** Whether events are learned from and answers are the customer's own. */
  public boolean personalises() {
    return allows(Purpose.PERSONALISE) && !unused();
  }

  /** Whether both say the same of a purpose: granted, withdrawn, or nothing. */
  public boolean agreesOn(Purpose purpose, Standing other) {
    return granted.contains(purpose) == other.granted.contains(purpose)
        && withdrawn.contains(purpose) == other.withdrawn.contains(purpose);
  }

  /** This, and for purposes that were never spoken of, what the other says. */
  public Standing orElse(Standing other) {
    Standing filled = this;
    for (Purpose purpose : Purpose.values()) {
      boolean unsaid = !granted.contains(purpose) && !withdrawn.contains(purpose);
      if (unsaid && (other.granted.contains(purpose) || other.withdrawn.contains(purpose))) {
        filled = filled.withConsent(purpose, other.allows(purpose));
      }
    }
    return filled;
  }

  /** Of two who turn out to be one person: whatever holds for either. */
  public Standing and(Standing other) {
    Set<Purpose> refused = union(withdrawn, other.withdrawn);
    Set<Purpose> agreed = union(granted, other.granted);
    agreed.removeAll(refused);
    return new Standing(
        agreed,
        refused,
        restricted || other.restricted,
        suspended || other.suspended,
        objectsToMarketing || other.objectsToMarketing);
  }

  private static Set<Purpose> with(Set<Purpose> purposes, Purpose one) {
    return union(purposes, Set.of(one));
  }

  private static Set<Purpose> without(Set<Purpose> purposes, Purpose one) {
    Set<Purpose> rest = union(purposes, Set.of());
    rest.remove(one);
    return rest;
  }

  private static Set<Purpose> union(Set<Purpose> some, Set<Purpose> others) {
    Set<Purpose> all = EnumSet.noneOf(Purpose.class);
    all.addAll(some);
    all.addAll(others);
    return all;
  }
}
