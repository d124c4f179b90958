package dev.ricordo.evidence;

import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Policy;
import dev.ricordo.consolidation.RulesChange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Derives again, from the entries of epochs and of changes of their rules alone, which epochs the
 * sums are made of, and finds decisions that are missing, that do not follow, that too few people
 * gave, or that cannot be read. Not thread-safe.
 */
/*
 * Each entry says what the sums were before and after. Of a tenant whose entries begin with the first
 * epoch both can be derived; of one whose first epochs were decided about before there was a ledger,
 * only that each entry goes on where the one before it ended, until other rules say what counts.
 *
 * A verdict needs people when it is given, not whenever an examination leaves it as it is: the rules
 * may ask for more of them since. The first entry of an epoch gives it one, unless the epoch was
 * closed before there was a ledger: then it may have had it already.
 */
public final class EpochChain {

  private static final int FIRST_VERSION = 2;
  private static final String NOTHING = Decision.digest(new TreeMap<>());

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final List<String> findings = new ArrayList<>();

  /** What the entries of a tenant so far lead to. */
  private static final class Tenant {
    final SortedMap<Long, EpochEntry> epochs = new TreeMap<>();
    final String began;
    boolean whole;
    Optional<String> sums = Optional.empty();
    OptionalInt approvals = OptionalInt.empty();
    Optional<Policy> policy = Optional.empty();

    /**
     * @param began when its first entry was written
     */
    Tenant(String began) {
      this.began = began;
    }

    /** The first entry of an epoch: what was before is known if nothing was. */
    void begin(EpochEntry first) {
      if (epochs.isEmpty()) {
        whole = first.epoch() == 1 && first.before().equals(NOTHING);
      }
    }

    /** Whether an epoch has another verdict from this entry on than it had. */
    boolean gives(EpochEntry entry) {
      return Optional.ofNullable(epochs.get(entry.epoch()))
          .map(last -> !last.verdict().equals(entry.verdict()))
          .orElseGet(() -> whole || !isBefore(entry.closed(), began));
    }

    private static boolean isBefore(String time, String other) {
      try {
        return Instant.parse(time).isBefore(Instant.parse(other));
      } catch (DateTimeParseException e) {
        return false;
      }
    }

    String digest() {
      SortedMap<Long, String> counting = new TreeMap<>();
      epochs.forEach(
          (number, entry) -> {
            if (counts(entry)) {
              counting.put(number, entry.brought());
            }
          });
      return Decision.digest(counting);
    }

    /** As the entry says, or as the rules do that were put in force since. */
    private boolean counts(EpochEntry entry) {
      boolean pending = entry.verdict().equals("pending") && !entry.brought().isEmpty();
      return pending
          ? policy.map(changed -> changed == Policy.LIVE).orElse(entry.counts())
          : entry.counts();
    }

    void follow(EpochEntry entry) {
      epochs.put(entry.epoch(), entry);
      sums = Optional.of(entry.after());
      approvals = entry.approvals().isPresent() ? entry.approvals() : approvals;
    }

    void follow(RulesEntry entry) {
      approvals = OptionalInt.of(entry.now().approvals());
      if (entry.now().policy() != entry.before().policy()) {
        policy = Optional.of(entry.now().policy());
        sums = whole ? Optional.of(digest()) : Optional.empty();
      }
    }
  }

  /**
   * Reads the next entry of the ledger.
   *
   * @param index its place
   */
  public void read(long index, byte[] entry) {
    EpochEntry.read(entry)
        .filter(epoch -> epoch.version() >= FIRST_VERSION)
        .ifPresent(epoch -> check(index, epoch));
    RulesEntry.read(entry).ifPresent(rules -> check(index, rules));
    Unreadable.what(entry).ifPresent(what -> found(index, what, "cannot be read"));
  }

  private void check(long index, EpochEntry entry) {
    Tenant tenant = tenants.computeIfAbsent(entry.tenant(), t -> new Tenant(entry.at()));
    tenant.begin(entry);
    require(
        entry.before().equals(tenant.sums.orElse(entry.before())),
        index,
        entry.text(),
        "does not go on from the sums that the entry before it left: a decision is missing");
    require(
        agree(tenant.approvals, entry.approvals()),
        index,
        entry.text(),
        "asks for other approvals than the entry before it, and nobody changed the rules");
    checkPeople(index, entry, tenant.gives(entry));
    tenant.follow(entry);
    require(
        !tenant.whole || entry.after().equals(tenant.digest()),
        index,
        entry.text(),
        "the sums after it are not those that the entries lead to");
    entry.findings().forEach(finding -> check(index, entry, finding));
  }

  private static boolean agree(OptionalInt one, OptionalInt other) {
    return one.isEmpty() || other.isEmpty() || one.getAsInt() == other.getAsInt();
  }

  /** Whether as many people gave the verdict as had to. */
  private void checkPeople(long index, EpochEntry entry, boolean given) {
    boolean passed = entry.findings().stream().allMatch(Finding::passed);
    if (!passed && entry.verdict().equals("promoted") && entry.approvers() == 0) {
      found(index, entry.text(), "is promoted, though a gate failed and nobody overruled it");
    } else if (given) {
      requirePeople(index, entry.text(), needed(entry, passed), entry.approvers());
    }
  }

  private void requirePeople(long index, String entry, int needed, int agreed) {
    require(
        agreed >= needed, index, entry, "needs " + needed + " people, " + agreed + " agreed to it");
  }

  /** How many people had to give a verdict; 0 if the gates did, or nobody knows the rules. */
  private static int needed(EpochEntry entry, boolean passed) {
    int asked = entry.approvals().orElse(0);
    return switch (entry.verdict()) {
      case "promoted" -> passed ? asked : Math.max(1, asked);
      case "held" -> passed ? Math.max(1, asked) : 0;
      case "rejected" -> Math.max(1, asked);
      default -> 0;
    };
  }

  private void check(long index, RulesEntry entry) {
    Tenant tenant = tenants.computeIfAbsent(entry.tenant(), t -> new Tenant(entry.at()));
    require(
        agree(tenant.approvals, OptionalInt.of(entry.before().approvals())),
        index,
        entry.text(),
        "does not go on from the rules of before: a change is missing");
    requirePeople(index, entry.text(), RulesChange.required(entry.before()), entry.approvers());
    tenant.follow(entry);
  }

  private void check(long index, EpochEntry entry, Finding finding) {
    boolean within =
        finding.unit().equals("customers")
            ? finding.measured() >= finding.limit()
            : finding.measured() <= finding.limit();
    require(
        within == finding.passed(),
        index,
        entry.text(),
        "gate \"" + finding.gate() + "\" does not follow from what was measured");
  }

  private void require(boolean holds, long index, String entry, String finding) {
    if (!holds) {
      found(index, entry, finding);
    }
  }

  private void found(long index, String entry, String finding) {
    findings.add("entry " + index + ", " + entry + ": " + finding);
  }

  /** What does not follow, in words; none if all does. */
  public List<String> findings() {
    return List.copyOf(findings);
  }
}
