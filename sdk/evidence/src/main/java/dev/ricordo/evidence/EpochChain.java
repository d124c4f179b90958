package dev.ricordo.evidence;

import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Derives again, from the entries of epochs alone, which epochs the sums are made of, and finds
 * decisions that are missing or that do not follow. Not thread-safe.
 */
/*
 * Each entry says what the sums were before and after. Of a tenant whose entries begin with the first
 * epoch both can be derived; of one whose first epochs were decided about before there was a ledger,
 * only that each entry goes on where the one before it ended.
 */
public final class EpochChain {

  private static final int FIRST_VERSION = 2;
  private static final String NOTHING = Decision.digest(new TreeMap<>());

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final List<String> findings = new ArrayList<>();

  /** What the entries so far lead to. */
  private static final class Tenant {
    final SortedMap<Long, String> counting = new TreeMap<>();
    final boolean whole;
    String sums;

    Tenant(EpochEntry first) {
      whole = first.epoch() == 1 && first.before().equals(NOTHING);
      sums = first.before();
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
  }

  private void check(long index, EpochEntry entry) {
    Tenant tenant = tenants.computeIfAbsent(entry.tenant(), t -> new Tenant(entry));
    require(
        entry.before().equals(tenant.sums),
        index,
        entry,
        "does not go on from the sums that the entry before it left: a decision is missing");
    tenant.counting.remove(entry.epoch());
    if (entry.counts()) {
      tenant.counting.put(entry.epoch(), entry.brought());
    }
    require(
        !tenant.whole || entry.after().equals(Decision.digest(tenant.counting)),
        index,
        entry,
        "the sums after it are not those that the entries lead to");
    tenant.sums = entry.after();
    entry.findings().forEach(finding -> check(index, entry, finding));
    boolean passed = entry.findings().stream().allMatch(Finding::passed);
    require(
        passed || !entry.verdict().equals("promoted") || entry.approvers() > 0,
        index,
        entry,
        "is promoted, though a gate failed and nobody overruled it");
  }

  private void check(long index, EpochEntry entry, Finding finding) {
    boolean within =
        finding.unit().equals("customers")
            ? finding.measured() >= finding.limit()
            : finding.measured() <= finding.limit();
    require(
        within == finding.passed(),
        index,
        entry,
        "gate \"" + finding.gate() + "\" does not follow from what was measured");
  }

  private void require(boolean holds, long index, EpochEntry entry, String finding) {
    if (!holds) {
      findings.add("entry " + index + ", " + entry.text() + ": " + finding);
    }
  }

  /** What does not follow, in words; none if all does. */
  public List<String> findings() {
    return List.copyOf(findings);
  }
}
