package dev.ricordo.verifier;

import dev.ricordo.ledger.MalformedException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is certified, in its format {@code docs/formats/certificate.md}: the members that a ledger
 * has as an entry. Names nobody and nothing: whoever and whatever could be known by its name is a
 * salted digest.
 *
 * @param request random, names the request
 * @param right {@code erasure-full} or {@code erasure-selective}
 * @param saltDigest of the salt, which only the file has
 * @param scope digest of what was asked for; none if all was
 * @param conditions how many values the scope names; 0 if all was asked for
 * @param events how many events were destroyed
 * @param keys how many keys were destroyed
 * @param cells in how many cells the collective sums have changed
 * @param memory digest of the customer's memory afterwards; none if there is none
 * @param model what it means for the trained models
 * @param epochs closed epochs of consolidation whose gates were to be computed anew when this was
 *     certified
 * @param particulars digest of what only the file says; none in version 1
 * @param stores what was swept
 * @param exclusions what was not
 */
public record Certificate(
    String request,
    String right,
    Instant received,
    Instant executed,
    String saltDigest,
    String tenant,
    String subject,
    Optional<String> scope,
    long conditions,
    long events,
    long keys,
    long cells,
    Optional<String> memory,
    TrainedModel model,
    List<Long> epochs,
    Optional<String> particulars,
    List<String> stores,
    List<String> exclusions,
    String software) {

  static final String FORMAT = "ricordo-certificate";
  static final String FULL = "erasure-full";
  static final String SELECTIVE = "erasure-selective";
  static final String CLAIM = "replay-equivalence on the retained journal";

  private static final String WHAT = "certificate";
  private static final String METHOD = "method";
  private static final String DESTROYED = "destroyed";
  private static final String NONE = "none";
  private static final Set<String> MEMBERS =
      Set.of(
          "format",
          "version",
          "request",
          "right",
          "received",
          "executed",
          "saltDigest",
          "tenant",
          "subject",
          "scope",
          "levels",
          "memory",
          "checks",
          "stores",
          "exclusions",
          "claim",
          "verifier",
          "software");
  private static final Set<String> SECOND = Set.of("particulars", "epochs");

  /** The version that is written now; version 1 is read too. */
  public static final long VERSION = 2;

  public Certificate {
    epochs = List.copyOf(epochs);
    stores = List.copyOf(stores);
    exclusions = List.copyOf(exclusions);
  }

  /** Whether all of the customer was forgotten. */
  public boolean isFull() {
    return right.equals(FULL);
  }

  /**
   * Reads an entry of a ledger.
   *
   * @throws MalformedException if it is no certificate of this version, or contradicts itself
   */
  public static Certificate parse(byte[] entry) {
    return of(Json.read(entry, WHAT));
  }

  static Certificate of(Map<String, Object> values) {
    boolean first = Long.valueOf(1).equals(values.get("version"));
    Members members = Members.of(WHAT, values, first ? MEMBERS : union(MEMBERS, SECOND));
    members.oneOf("format", FORMAT);
    members.requireNumber("version", first ? 1 : VERSION);
    members.requireNumber("verifier", first ? 1 : VERSION);
    members.oneOf("claim", CLAIM);
    boolean full = members.oneOf("right", FULL, SELECTIVE).equals(FULL);
    requireChecks(members.object("checks", "coveredEventsLeft", "keptUnchanged"));
    Members levels =
        members.object("levels", "journal", "snapshots", "keys", "L0", "L1", "L2", "L3", "L4");
    requireMethods(levels, full);
    return new Certificate(
        uuid(members.text("request")),
        members.text("right"),
        members.time("received"),
        executed(members),
        members.digest("saltDigest"),
        members.digest("tenant"),
        members.digest("subject"),
        scope(members, full),
        full ? 0 : members.object("scope", "digest", "conditions").number("conditions"),
        levels.object("journal", METHOD, "events").number("events"),
        levels.object("keys", METHOD, "number").number("number"),
        levels.object("L3", METHOD, "cells").number("cells"),
        memory(members, full),
        first ? TrainedModel.first(levels) : TrainedModel.second(levels),
        first ? List.of() : members.numbers("epochs"),
        first ? Optional.empty() : Optional.of(members.digest("particulars")),
        members.texts("stores"),
        members.texts("exclusions"),
        members.text("software"));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static void requireChecks(Members checks) {
    checks.requireNumber("coveredEventsLeft", 0);
    if (!checks.bool("keptUnchanged")) {
      throw new MalformedException(WHAT + ".checks.keptUnchanged: is not true");
    }
  }

  private static void requireMethods(Members levels, boolean full) {
    levels.object("journal", METHOD, "events").oneOf(METHOD, DESTROYED);
    levels.object("snapshots", METHOD).oneOf(METHOD, DESTROYED);
    levels.object("keys", METHOD, "number").oneOf(METHOD, DESTROYED);
    for (String own : List.of("L0", "L1", "L2")) {
      levels.object(own, METHOD).oneOf(METHOD, full ? DESTROYED : "replayed");
    }
    levels.object("L3", METHOD, "cells").oneOf(METHOD, "subtracted");
  }

  private static String uuid(String text) {
    if (TrainedModel.isUuid(text)) {
      return text;
    }
    throw new MalformedException(WHAT + ".request: is no UUID");
  }

  private static Instant executed(Members members) {
    Instant executed = members.time("executed");
    if (executed.isBefore(members.time("received"))) {
      throw new MalformedException(WHAT + ".executed: is before received");
    }
    return executed;
  }

  private static Optional<String> scope(Members members, boolean full) {
    if (!full) {
      return Optional.of(members.object("scope", "digest", "conditions").digest("digest"));
    }
    if (!members.object("scope", "all").bool("all")) {
      throw new MalformedException(WHAT + ".scope.all: is not true");
    }
    return Optional.empty();
  }

  private static Optional<String> memory(Members members, boolean full) {
    Optional<String> memory = digestOrNone(members, "memory");
    if (full && memory.isPresent()) {
      throw new MalformedException(WHAT + ".memory: is not none, but all was forgotten");
    }
    return memory;
  }

  private static Optional<String> digestOrNone(Members members, String name) {
    return members.text(name).equals(NONE) ? Optional.empty() : Optional.of(members.digest(name));
  }
}
