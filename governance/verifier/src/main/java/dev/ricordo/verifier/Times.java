package dev.ricordo.verifier;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When an erasure came to each stage, as far as that is known.
 *
 * @param received when the request came
 * @param identified when it was known who asks
 * @param restricted from when on the customer's data were used for nothing
 * @param executed when it was carried out, the time of the erasure
 * @param verified when it was looked at afterwards; not known in versions 1 and 2
 * @param certified when the certificate was made; not known in versions 1 and 2
 */
public record Times(
    Instant received,
    Optional<Instant> identified,
    Optional<Instant> restricted,
    Instant executed,
    Optional<Instant> verified,
    Optional<Instant> certified) {

  private static final Set<String> KNOWN = Set.of("received", "executed", "verified", "certified");

  /** As versions 1 and 2 have them. */
  static Times first(Members members) {
    return ordered(
        new Times(
            members.time("received"),
            Optional.empty(),
            Optional.empty(),
            members.time("executed"),
            Optional.empty(),
            Optional.empty()));
  }

  static Times of(Map<String, Object> values) {
    Set<String> names = new HashSet<>(KNOWN);
    for (String name : Set.of("identified", "restricted")) {
      if (values.containsKey(name)) {
        names.add(name);
      }
    }
    Members members = Members.of("certificate.times", values, names);
    return ordered(
        new Times(
            members.time("received"),
            time(members, "identified"),
            time(members, "restricted"),
            members.time("executed"),
            Optional.of(members.time("verified")),
            Optional.of(members.time("certified"))));
  }

  private static Optional<Instant> time(Members members, String name) {
    return members.has(name) ? Optional.of(members.time(name)) : Optional.empty();
  }

  private static Times ordered(Times times) {
    requireOrder("executed", times.executed, "received", times.received);
    times.verified.ifPresent(
        verified -> requireOrder("verified", verified, "executed", times.executed));
    times.certified.ifPresent(
        certified ->
            requireOrder(
                "certified", certified, "verified", times.verified.orElse(times.executed)));
    return times;
  }

  private static void requireOrder(String later, Instant at, String earlier, Instant before) {
    if (at.isBefore(before)) {
      throw new MalformedException("certificate." + later + ": is before " + earlier);
    }
  }
}
