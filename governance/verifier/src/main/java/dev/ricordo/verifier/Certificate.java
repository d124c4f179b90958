package dev.ricordo.verifier;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param keys which keys were destroyed
 * @param cells in how many cells the collective sums have changed
 * @param journal the customer's events
 * @param own the customer's own levels L0, L1 and L2, in this order; in versions 1 to 3 one trace
 *     of the three together
 * @param share what the customer adds to the sums that customers share
 * @param model what it means for the trained models
 * @param epochs closed epochs of consolidation that the erasure touched; in version 2, of the
 *     customer's and of others, those whose gates were to be computed anew when this was certified
 * @param particulars digest of what only the file says; none in version 1
 * @param stores what was asked whether it was swept
 * @param exclusions what was not
 */
public record Certificate(
    long version,
    String request,
    String right,
    Times times,
    String saltDigest,
    String tenant,
    String subject,
    Optional<String> scope,
    long conditions,
    long events,
    DestroyedKeys keys,
    long cells,
    Trace journal,
    List<Trace> own,
    Trace share,
    TrainedModel model,
    List<TouchedEpoch> epochs,
    Optional<String> particulars,
    List<SweptStore> stores,
    List<String> exclusions,
    String software) {

  /** The version that is written now; those before it are read too. */
  public static final long VERSION = 4;

  /** What an entry of this kind has as its format. */
  public static final String FORMAT = "ricordo-certificate";

  static final String FULL = "erasure-full";
  static final String SELECTIVE = "erasure-selective";
  static final String CLAIM = "replay-equivalence on the retained journal";

  private static final String WHAT = "certificate";
  private static final Trace UNTRACED = Trace.unknownBefore(Optional.empty());
  private static final String METHOD = "method";
  private static final String DESTROYED = "destroyed";
  private static final Set<String> MEMBERS =
      Set.of(
          "format",
          "version",
          "request",
          "right",
          "saltDigest",
          "tenant",
          "subject",
          "scope",
          "levels",
          "checks",
          "stores",
          "exclusions",
          "claim",
          "verifier",
          "software");
  private static final Set<String> FIRST_TIMES = Set.of("received", "executed");
  private static final Set<String> SECOND = Set.of("particulars", "epochs");
  private static final Set<String> THIRD = Set.of("times");
  private static final String TOGETHER = "memory";
  private static final List<String> OWN = List.of("L0", "L1", "L2");

  public Certificate {
    own = List.copyOf(own);
    epochs = List.copyOf(epochs);
    stores = List.copyOf(stores);
    exclusions = List.copyOf(exclusions);
  }

  /** Whether all of the customer was forgotten. */
  public boolean isFull() {
    return right.equals(FULL);
  }

  /** When it was carried out. */
  public Instant executed() {
    return times.executed();
  }

  /** Whether it says what each level was before and is after. */
  boolean tracesLevels() {
    return version >= 3;
  }

  /** Whether it does so of L0, L1 and L2 one by one. */
  boolean tracesOwnLevels() {
    return version >= 4;
  }

  /**
   * Reads an entry of a ledger.
   *
   * @throws MalformedException if it is no certificate of a version that is read, or contradicts
   *     itself
   */
  public static Certificate parse(byte[] entry) {
    return of(Json.read(entry, WHAT));
  }

  static Certificate of(Map<String, Object> values) {
    long version = version(values);
    Members members = Members.of(WHAT, values, names(version));
    members.oneOf("format", FORMAT);
    members.requireNumber("version", version);
    members.requireNumber("verifier", version);
    members.oneOf("claim", CLAIM);
    boolean full = members.oneOf("right", FULL, SELECTIVE).equals(FULL);
    requireChecks(members.object("checks", "coveredEventsLeft", "keptUnchanged"));
    Members levels =
        members.object("levels", "journal", "snapshots", "keys", "L0", "L1", "L2", "L3", "L4");
    boolean traced = version >= 3;
    Members journal = level(levels, "journal", traced, METHOD, "events");
    Members share = level(levels, "L3", traced, METHOD, "cells");
    Members keys =
        traced
            ? levels.object("keys", METHOD, "number", "subjects", "vault")
            : levels.object("keys", METHOD, "number");
    requireMethods(levels, journal, share, keys, full, version >= 4);
    return new Certificate(
        version,
        uuid(members.text("request")),
        members.text("right"),
        traced ? Times.of(members.map("times")) : Times.first(members),
        members.digest("saltDigest"),
        members.digest("tenant"),
        members.digest("subject"),
        scope(members, full),
        full ? 0 : members.object("scope", "digest", "conditions").number("conditions"),
        journal.number("events"),
        traced ? DestroyedKeys.of(keys) : DestroyedKeys.counted(keys),
        share.number("cells"),
        traced ? Trace.of(journal, full) : UNTRACED,
        version >= 4 ? own(levels, full) : List.of(together(members, traced, full)),
        traced ? Trace.of(share, full) : UNTRACED,
        version == 1 ? TrainedModel.first(levels) : TrainedModel.second(levels),
        epochs(members, version),
        version == 1 ? Optional.empty() : Optional.of(members.digest("particulars")),
        traced
            ? members.maps("stores").stream().map(SweptStore::of).toList()
            : members.texts("stores").stream().map(name -> new SweptStore(name, true)).toList(),
        members.texts("exclusions"),
        members.text("software"));
  }

  /** The version that a text says it is of; the newest if it is none. */
  static long version(Map<String, Object> values) {
    return values.get("version") instanceof Long said && said >= 1 && said < VERSION
        ? said
        : VERSION;
  }

  private static Set<String> names(long version) {
    Set<String> names = new HashSet<>(MEMBERS);
    names.addAll(version >= 3 ? THIRD : FIRST_TIMES);
    if (version < 4) {
      names.add(TOGETHER);
    }
    if (version >= 2) {
      names.addAll(SECOND);
    }
    return names;
  }

  private static Members level(Members levels, String name, boolean traced, String... members) {
    Stream<String> traces = traced ? Stream.of(Trace.BEFORE, Trace.AFTER) : Stream.of();
    return levels.object(name, Stream.concat(Stream.of(members), traces).toArray(String[]::new));
  }

  private static void requireChecks(Members checks) {
    checks.requireNumber("coveredEventsLeft", 0);
    if (!checks.bool("keptUnchanged")) {
      throw new MalformedException(WHAT + ".checks.keptUnchanged: is not true");
    }
  }

  private static void requireMethods(
      Members levels, Members journal, Members share, Members keys, boolean full, boolean each) {
    journal.oneOf(METHOD, DESTROYED);
    levels.object("snapshots", METHOD).oneOf(METHOD, DESTROYED);
    keys.oneOf(METHOD, DESTROYED);
    for (String name : OWN) {
      level(levels, name, each, METHOD).oneOf(METHOD, full ? DESTROYED : "replayed");
    }
    share.oneOf(METHOD, "subtracted");
  }

  private static String uuid(String text) {
    if (TrainedModel.isUuid(text)) {
      return text;
    }
    throw new MalformedException(WHAT + ".request: is no UUID");
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

  private static List<Trace> own(Members levels, boolean full) {
    return OWN.stream().map(name -> Trace.of(level(levels, name, true, METHOD), full)).toList();
  }

  private static Trace together(Members members, boolean traced, boolean full) {
    if (traced) {
      return Trace.of(members.object(TOGETHER, Trace.BEFORE, Trace.AFTER), full);
    }
    Trace memory = Trace.unknownBefore(members.digestOr(TOGETHER, "none"));
    if (full && memory.after().isPresent()) {
      throw new MalformedException(WHAT + ".memory: is not none, but all was forgotten");
    }
    return memory;
  }

  private static List<TouchedEpoch> epochs(Members members, long version) {
    return switch ((int) version) {
      case 1 -> List.of();
      case 2 -> members.numbers("epochs").stream().map(TouchedEpoch::numbered).toList();
      default -> members.maps("epochs").stream().map(TouchedEpoch::of).toList();
    };
  }
}
